package club.imgeo.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a consumer looks out for. Remembers what it has told, and is used by one thread at a time.
 *
 * @param <T> what the server answers
 */
interface Watch<T> {
    /** Asks the server, for nothing. */
    CompletableFuture<T> ask();

    /** What the answer says that was not told yet. */
    Optional<News> newsIn(T answer);

    /** @param told called when a route has taken the news; until then the next poll brings them again */
    record News(Object body, Map<String, Object> headers, Runnable told) {}
}
