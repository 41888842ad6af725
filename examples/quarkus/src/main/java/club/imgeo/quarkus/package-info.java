/** imgeo in Quarkus: what a CDI application does, unchanged. */
@NullMarked
package club.imgeo.quarkus;

import org.jspecify.annotations.NullMarked;
