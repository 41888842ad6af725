/**
 * The imgeo API in Java: {@link club.imgeo.client.ImgeoClient} and the values it takes and gives. Knows neither Camel
 * nor Kafka.
 */
@NullMarked
package club.imgeo.client;

import org.jspecify.annotations.NullMarked;
