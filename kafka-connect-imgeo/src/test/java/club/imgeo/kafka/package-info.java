@NullMarked
package club.imgeo.kafka;

import org.jspecify.annotations.NullMarked;
