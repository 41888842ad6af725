/** Prompts from a file through a Camel route to a gallery, and the credits they cost. */
@NullMarked
package club.imgeo.quickstart;

import org.jspecify.annotations.NullMarked;
