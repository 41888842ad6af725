package club.imgeo.client;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange that has ended, as bare facts.
 *
 * @param status 0 where not even the head of an answer came
 * @param body what came of it
 * @param broken why it is not whole; null where it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying a megabyte to hide it helps nobody
record Attempt(
        Sent sent,
        int status,
        HttpHeaders headers,
        byte[] body,
        @Nullable Throwable broken) {}
