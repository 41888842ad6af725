package club.imgeo.camel;

import club.imgeo.client.ImgeoException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a producer does with a message. Blocks nothing. */
interface Operation {
    CompletableFuture<Answer> call(Message message);

    /**
     * What becomes of the message; a header of null is not set.
     *
     * @param failure why the exchange fails though there is something to say in headers; the body stays then
     */
    record Answer(
            Object body,
            Map<String, @Nullable Object> headers,
            @Nullable ImgeoException failure) {
        Answer(Object body, Map<String, @Nullable Object> headers) {
            this(body, headers, null);
        }
    }
}
