/** imgeo in Kafka Connect: a sink that draws what records ask for, each paid for once, and answers on a topic. */
@NullMarked
package club.imgeo.kafka;

import org.jspecify.annotations.NullMarked;
