/** What imgeo:generate costs, measured against the sandbox in another process: see docs/benchmarks.md. */
@NullMarked
package club.imgeo.benchmarks;

import org.jspecify.annotations.NullMarked;
