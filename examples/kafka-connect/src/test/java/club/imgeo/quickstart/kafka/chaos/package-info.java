/** What the sink promises, held against what happens to it. */
@NullMarked
package club.imgeo.quickstart.kafka.chaos;

import org.jspecify.annotations.NullMarked;
