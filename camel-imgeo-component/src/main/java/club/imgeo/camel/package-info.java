/** imgeo in Camel routes: {@code imgeo:generate}, {@code imgeo:quote}, {@code imgeo:models}, {@code imgeo:balance}. */
@NullMarked
package club.imgeo.camel;

import org.jspecify.annotations.NullMarked;
