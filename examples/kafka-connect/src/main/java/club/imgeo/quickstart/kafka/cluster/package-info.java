/** Kafka in real processes, without a container: a broker, workers, and the ways in which they die. For tests, too. */
@NullMarked
package club.imgeo.quickstart.kafka.cluster;

import org.jspecify.annotations.NullMarked;
