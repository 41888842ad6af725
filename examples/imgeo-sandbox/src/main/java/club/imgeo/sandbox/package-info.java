/**
 * The imgeo API on localhost, with a ledger of its own and failures on demand. {@link club.imgeo.sandbox.Sandbox} is
 * where to begin.
 */
@NullMarked
package club.imgeo.sandbox;

import org.jspecify.annotations.NullMarked;
