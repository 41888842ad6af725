/** Prompts through a topic, a worker and back, on this machine alone. */
@NullMarked
package club.imgeo.quickstart.kafka;

import org.jspecify.annotations.NullMarked;
