package club.imgeo.camel;

import club.imgeo.client.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;

/** Reads a body as text, where it is one. Camel alone would take anything for a text, and pay for Order@6d06d69c. */
final class BodyText {
    /** One more byte than is read as JSON, so that a body beyond it is seen to be too large and not cut. */
    private static final int MOST = 1024 * 1024 + 1;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private BodyText() {}

    /** A String; or else, where the body is none, the body itself. */
    static Object of(Message message, Object body) {
        if (body instanceof CharSequence) {
            return withoutMark(body.toString());
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
            byte[] bytes = stream.readNBytes(MOST);
            if (stream != body) {
                stream.close(); // a file that was opened here; a stream that came along is its owner's
            }
            Charset charset = Charset.forName(ExchangeHelper.getCharsetName(message.getExchange()));
            return bytes.length == MOST ? new String(bytes, charset) : withoutMark(strictly(charset, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            MessageHelper.resetStreamCache(message); // a redelivery must find the same body
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
