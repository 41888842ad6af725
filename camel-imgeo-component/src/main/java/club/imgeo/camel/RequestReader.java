package club.imgeo.camel;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Quote;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** Gathers a request from a message: header over body over option. Checks nothing but the form of the body. */
final class RequestReader {
    /** One more byte than is read as JSON, so that a body beyond it is seen to be too large and not cut. */
    private static final int MOST = 1024 * 1024 + 1;

    private static final Map<String, String> HEADERS = Map.of(
            "model", ImgeoConstants.MODEL,
            "aspect_ratio", ImgeoConstants.ASPECT_RATIO,
            "count", ImgeoConstants.COUNT,
            "mode", ImgeoConstants.MODE,
            "image", ImgeoConstants.IMAGE,
            "negative_prompt", ImgeoConstants.NEGATIVE_PROMPT);

    private final Map<String, Object> options;

    RequestReader(Map<String, Object> options) {
        this.options = options;
    }

    /** The loose fields of the request, under the API's own names. */
    Map<String, Object> read(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>(options);
        fields.putAll(fromBody(message));
        HEADERS.forEach((field, header) -> {
            Object value = message.getHeader(header);
            if (value != null) {
                fields.put(field, value);
            }
        });
        return fields;
    }

    private static Map<String, ?> fromBody(Message message) {
        Object body = message.getBody();
        if (body instanceof GenerateRequest request) {
            return request.fields();
        }
        if (body instanceof Quote quote) {
            return quote.request().fields();
        }
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, value) -> fields.put(String.valueOf(name), value));
            return fields;
        }
        String text = body instanceof JsonNode node ? node.toString() : text(message, body);
        return text == null ? Map.of() : isJson(text) ? GenerateRequest.fieldsOf(text) : Map.of("prompt", text);
    }

    /** A prompt may begin with a brace, but one that also ends with one is meant to be JSON, or a mistake worth telling. */
    private static boolean isJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") && stripped.endsWith("}");
    }

    private static @Nullable String text(Message message, @Nullable Object body) {
        if (body == null || body instanceof String) {
            return (String) body;
        }
        InputStream stream = message.getBody(InputStream.class);
        if (stream == null) {
            return message.getBody(String.class);
        }
        try {
            Charset charset = Charset.forName(ExchangeHelper.getCharsetName(message.getExchange()));
            return new String(stream.readNBytes(MOST), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            MessageHelper.resetStreamCache(message); // a redelivery must find the same body
        }
    }
}
