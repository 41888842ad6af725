package club.imgeo.sandbox;

import club.imgeo.sandbox.Outcome.RetryAfter;
import club.imgeo.sandbox.Outcome.Status;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the answers that are whole. What is broken on purpose is in {@link BrokenAnswers}. */
final class Answers {
    private static final String JSON = "application/json";
    // Java's own RFC 1123 writes the third of a month as 3; HTTP wants 03.
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private Answers() {}

    static void json(HttpServerResponse response, int status, JsonNode body) {
        send(response, status, JSON, bytes(body));
    }

    static void text(HttpServerResponse response, String text) {
        send(response, 200, "text/plain; charset=utf-8", Buffer.buffer(text));
    }

    static void error(HttpServerResponse response, int status, String message) {
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        json(response, status, errorBody(message));
    }

    /** What a directive such as {@code 503 after 7s} asks for. */
    static void status(HttpServerResponse response, Status status, String redirect) {
        int code = status.code();
        String reason = HttpResponseStatus.valueOf(code).reasonPhrase();
        ObjectNode body = errorBody(status.failsGeneration() ? "generation failed, the credits are refunded" : reason);
        if (status.retryAfter() != null) {
            tellWhen(response, body, status.retryAfter());
        }
        if (code / 100 == 3) {
            response.putHeader("Location", redirect);
        }
        if (code == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (code == 204 || code == 304) {
            response.setStatusCode(code);
            var unused = response.end();
        } else if (status.page()) {
            String page = "<html><head><title>" + code + " " + reason + "</title></head><body><center><h1>" + code + " "
                    + reason + "</h1></center><hr><center>gateway</center></body></html>\n";
            send(response, code, "text/html", Buffer.buffer(page));
        } else {
            json(response, code, code / 100 == 2 ? Json.mapper().createObjectNode() : body);
        }
    }

    static Buffer bytes(JsonNode body) {
        try {
            return Buffer.buffer(Json.mapper().writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    static void send(HttpServerResponse response, int status, String type, Buffer body) {
        response.setStatusCode(status).putHeader("Content-Type", type);
        var unused = response.end(body);
    }

    private static void tellWhen(HttpServerResponse response, ObjectNode body, RetryAfter retryAfter) {
        long seconds = Math.max(1, retryAfter.delay().toSeconds());
        switch (retryAfter.form()) {
            case SECONDS -> response.putHeader("Retry-After", Long.toString(seconds));
            case DATE -> {
                var at = Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC);
                response.putHeader("Retry-After", HTTP_DATE.format(at));
            }
            case BODY -> body.put("retry_after", seconds);
        }
    }

    private static ObjectNode errorBody(String message) {
        return Json.mapper().createObjectNode().put("error", message);
    }
}
