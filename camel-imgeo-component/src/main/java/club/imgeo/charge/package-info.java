/** Who paid for what. */
@NullMarked
package club.imgeo.charge;

import org.jspecify.annotations.NullMarked;
