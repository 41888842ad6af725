package club.imgeo.camel;

import club.imgeo.client.ImgeoException;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Gives a failure with an answer the cause that Camel's HTTP components throw, so that {@code onException} works with
 * either. Does nothing without camel-http-base, since no route can then name that exception.
 */
final class HttpCause {
    private static final boolean IS_KNOWN = isKnown();

    private HttpCause() {}

    private static boolean isKnown() {
        try {
            Class.forName(
                    "org.apache.camel.http.base.HttpOperationFailedException", false, HttpCause.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static void attach(ImgeoException failure, String url) {
        if (!IS_KNOWN || failure.status().isEmpty()) {
            return;
        }
        synchronized (failure) { // exchanges that waited for one balance share its failure
            if (failure.getCause() == null) {
                failure.initCause(Cause.of(failure, url));
            }
        }
    }

    /** Of its own, so that the class above can be loaded without the one that it names. */
    private static final class Cause {
        static Throwable of(ImgeoException failure, String url) {
            return new HttpOperationFailedException(
                    url,
                    failure.status().orElseThrow(),
                    failure.getMessage(),
                    null,
                    Map.of(),
                    failure.answer().orElse(""));
        }
    }
}
