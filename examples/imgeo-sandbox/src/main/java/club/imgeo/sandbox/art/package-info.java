/** Pictures for prompts, painted without a model. {@link club.imgeo.sandbox.art.Painter} is where to begin. */
@NullMarked
package club.imgeo.sandbox.art;

import org.jspecify.annotations.NullMarked;
