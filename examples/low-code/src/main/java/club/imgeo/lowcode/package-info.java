/** Runs the examples, which themselves are YAML. */
@NullMarked
package club.imgeo.lowcode;

import org.jspecify.annotations.NullMarked;
