@NullMarked
package club.imgeo.cdi;

import org.jspecify.annotations.NullMarked;
