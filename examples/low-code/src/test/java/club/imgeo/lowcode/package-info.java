@NullMarked
package club.imgeo.lowcode;

import org.jspecify.annotations.NullMarked;
