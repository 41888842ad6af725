/**
 * imgeo in Jakarta CDI 4: with this jar, {@link club.imgeo.client.ImgeoClient} and a Camel context can be injected.
 * There is nothing to call here.
 */
@NullMarked
package club.imgeo.cdi;

import org.jspecify.annotations.NullMarked;
