package club.imgeo.camel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a producer does with a message. Blocks nothing. */
interface Operation {
    CompletableFuture<Answer> call(Message message);

    /** What becomes of the message; a header of null is not set. */
    record Answer(Object body, Map<String, @Nullable Object> headers) {}
}
