/** imgeo in a CDI application: beans that the route uses, and a bean that uses the route. */
@NullMarked
package club.imgeo.postcards;

import org.jspecify.annotations.NullMarked;
