package club.imgeo.sandbox;

import club.imgeo.sandbox.Outcome.Named;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** The ways in which an answer can be of no use. */
final class BrokenAnswers {
    private static final String JSON = "application/json";
    private static final int TOO_LARGE = 2 << 20;
    private static final int DEEP = 1000;

    private BrokenAnswers() {}

    /** @param whole what a good answer would have been */
    static void send(HttpServerRequest request, Named how, ObjectNode whole) {
        HttpServerResponse response = request.response();
        switch (how) {
            case GARBAGE -> Answers.send(response, 200, JSON, Buffer.buffer("no JSON at all {{{ <<<"));
            case WRONG ->
                Answers.send(response, 200, JSON, Buffer.buffer("{\"status\":\"done\",\"output\":{\"n\":1}}"));
            case NO_URLS -> Answers.json(response, 200, withImages(whole, "[]"));
            case BAD_URLS -> Answers.json(response, 200, withImages(whole, "[7,null,\"not a url\",\"javascript:0\"]"));
            case TOO_LARGE -> Answers.json(response, 200, whole.put("padding", "x".repeat(TOO_LARGE)));
            case DEEP -> Answers.send(response, 200, JSON, deep(whole));
            case GZIP -> {
                response.putHeader("Content-Encoding", "gzip");
                Answers.send(response, 200, JSON, gzip(Answers.bytes(whole)));
            }
            case CUT -> begin(response, whole).onComplete(written -> Wire.end(request.connection()));
            case STALL -> begin(response, whole);
            case RESET, RESET_AFTER_HEADERS, RESET_AT_ACCEPT -> Wire.reset(request.connection());
            case EOF -> Wire.end(request.connection());
            case SILENT -> {
                // Nothing: the call stays open until the client or the sandbox gives up.
            }
            case OK, PARTIAL -> throw new IllegalArgumentException(how + " is not broken");
        }
    }

    private static Future<Void> begin(HttpServerResponse response, ObjectNode whole) {
        Buffer body = Answers.bytes(whole);
        response.putHeader("Content-Type", JSON).putHeader("Content-Length", Integer.toString(body.length()));
        return response.write(body.slice(0, body.length() / 2));
    }

    private static ObjectNode withImages(ObjectNode whole, String images) {
        return whole.set("images", Body.json(Buffer.buffer(images)));
    }

    private static Buffer deep(ObjectNode whole) {
        String closed = Answers.bytes(whole).toString();
        return Buffer.buffer(
                closed.substring(0, closed.length() - 1) + ",\"extra\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}");
    }

    private static Buffer gzip(Buffer plain) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
