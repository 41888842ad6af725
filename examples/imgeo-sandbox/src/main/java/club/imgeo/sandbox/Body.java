package club.imgeo.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The body of a request, read up to a limit. */
final class Body {
    private static final int LIMIT = 1 << 20;
    // A prompt can ask for a reset while the body is sent only near the beginning of one that comes in parts.
    private static final int BEGINNING = 1 << 16;
    private static final String RESET_WHILE_SENT = "sandbox: reset after headers\"";

    private Body() {}

    /** Hands the whole body on; whatever {@code then} throws becomes the answer. */
    static void read(RoutingContext context, Consumer<Buffer> then) {
        HttpServerRequest request = context.request();
        Buffer whole = Buffer.buffer();
        request.handler(part -> {
            // The rest of what is too large is read and dropped: who is still sending does not see the answer.
            if (whole.length() > LIMIT) {
                return;
            }
            whole.appendBuffer(part);
            if (whole.length() > LIMIT) {
                context.fail(new Refusal(413, "the body must be at most " + LIMIT + " bytes"));
            } else if (whole.length() <= BEGINNING && asksForResetWhileSent(request, whole)) {
                Wire.reset(request.connection());
            }
        });
        request.endHandler(end -> {
            if (whole.length() <= LIMIT) {
                guarded(context, () -> then.accept(whole));
            }
        });
    }

    private static boolean asksForResetWhileSent(HttpServerRequest request, Buffer arrived) {
        boolean moreToCome = !Integer.toString(arrived.length()).equals(request.getHeader("Content-Length"));
        return moreToCome && arrived.toString(StandardCharsets.ISO_8859_1).contains(RESET_WHILE_SENT);
    }

    /** The body as JSON. An empty one is a missing node. */
    static JsonNode json(Buffer body) {
        if (body.length() == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.mapper().readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the body is not valid JSON: " + Quote.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Refusal.badRequest("the body is not valid UTF-8");
        }
    }

    static void guarded(RoutingContext context, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }
}
