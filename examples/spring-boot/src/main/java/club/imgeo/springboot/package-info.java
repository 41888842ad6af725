/** A service that takes a prompt and gives a picture. */
@NullMarked
package club.imgeo.springboot;

import org.jspecify.annotations.NullMarked;
