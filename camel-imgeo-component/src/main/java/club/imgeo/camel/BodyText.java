package club.imgeo.camel;

import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.RequestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;

/** Reads a body as text, where it is one. Camel alone would take anything for a text, and pay for Order@6d06d69c. */
final class BodyText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private BodyText() {}

    /**
     * Returns a String, or the body itself if it is not a text. A stream is read no further than the limit of a request.
     *
     * @throws InvalidRequestException for bytes, and for a stream, beyond that limit
     */
    static Object of(Message message, Object body) {
        if (body instanceof CharSequence) {
            return withoutMark(body.toString());
        }
        if (body instanceof byte[]) {
            RequestLimits.checkWhole("body", body, UnaryOperator.identity());
        }
        if (body instanceof Reader reader) { // Camel would read all of it
            return withoutMark(read(reader));
        }
        InputStream stream = message.getBody(InputStream.class);
        return stream == null ? converted(message, body) : decoded(message, body, stream);
    }

    /** By a converter that is made for this type; the one for any type calls toString(). */
    private static Object converted(Message message, Object body) {
        TypeConverter made =
                message.getExchange().getContext().getTypeConverterRegistry().lookup(String.class, body.getClass());
        String text = made == null ? null : message.getBody(String.class);
        return text == null ? body : text;
    }

    private static Object decoded(Message message, Object body, InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(RequestLimits.MAX_REQUEST + 1);
            if (stream != body) {
                stream.close(); // a file that was opened here; a stream that came along is its owner's
            }
            if (bytes.length > RequestLimits.MAX_REQUEST) {
                throw RequestLimits.endless("body");
            }
            Charset charset = Charset.forName(ExchangeHelper.getCharsetName(message.getExchange()));
            return withoutMark(strictly(charset, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            MessageHelper.resetStreamCache(message); // a redelivery must find the same body
        }
    }

    private static String read(Reader reader) {
        try {
            CharBuffer text = CharBuffer.allocate(RequestLimits.MAX_REQUEST + 1);
            while (text.hasRemaining() && reader.read(text) >= 0) {
                // until it is full, or all is read
            }
            if (!text.hasRemaining()) {
                throw RequestLimits.endless("body");
            }
            return text.flip().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image, or a text in another charset, would become a prompt of question marks that is paid for. */
    private static String strictly(Charset charset, byte[] bytes) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw InvalidRequestException.before(List.of("prompt: the body is no text in " + charset
                    + "; where it is one in another charset, set the exchange property " + Exchange.CHARSET_NAME));
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
