package club.imgeo.camel;

import club.imgeo.client.ImgeoException;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Gives a failure with an answer the cause that Camel's HTTP components throw, so that {@code onException} works with
 * either.
 */
final class HttpCause {
    private HttpCause() {}

    static void attach(ImgeoException failure, String url) {
        if (failure.status().isEmpty()) {
            return;
        }
        synchronized (failure) { // exchanges that waited for one balance share its failure
            if (failure.getCause() == null) {
                failure.initCause(new HttpOperationFailedException(
                        url,
                        failure.status().getAsInt(),
                        failure.getMessage(),
                        null,
                        Map.of(),
                        failure.answer().orElse("")));
            }
        }
    }
}
