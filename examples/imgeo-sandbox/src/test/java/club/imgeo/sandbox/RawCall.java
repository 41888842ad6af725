package club.imgeo.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One call over a bare socket, which sees how the connection ends. */
public final class RawCall {
    static final int PATIENCE_MILLIS = 400;

    /** How a connection ended, as far as the reader can tell. */
    public enum End {
        /** The server closed after what it sent. */
        EOF,
        /** A TCP reset. */
        RESET,
        /** Still open, with nothing coming. */
        OPEN
    }

    /** What came, a character for each byte, and how it ended. */
    public record Answer(String text, End end) {
        private static final String BLANK_LINE = "\r\n\r\n";

        public String head() {
            return text.split(BLANK_LINE, 2)[0];
        }

        public byte[] body() {
            return text.contains(BLANK_LINE)
                    ? text.split(BLANK_LINE, 2)[1].getBytes(StandardCharsets.ISO_8859_1)
                    : new byte[0];
        }
    }

    private RawCall() {}

    static Answer generate(Sandbox sandbox, String key, byte[] body) throws IOException {
        try (Socket socket = connect(sandbox)) {
            socket.getOutputStream().write(head(key, body.length));
            socket.getOutputStream().write(body);
            return readToEnd(socket);
        }
    }

    /** Promises a body of this length, sends only its beginning, and reads. */
    static Answer generateInPart(Sandbox sandbox, String key, int length, String beginning) throws IOException {
        try (Socket socket = connect(sandbox)) {
            // In one write: a second one could meet the reset, which is for the reader to see.
            byte[] head = head(key, length);
            byte[] begun = beginning.getBytes(StandardCharsets.UTF_8);
            byte[] all = Arrays.copyOf(head, head.length + begun.length);
            System.arraycopy(begun, 0, all, head.length, begun.length);
            socket.getOutputStream().write(all);
            return readToEnd(socket);
        }
    }

    /** Sends a request after which the server closes the connection, and waits for that as long as a busy machine needs. */
    public static Answer send(Sandbox sandbox, String request) throws IOException {
        try (Socket socket = connect(sandbox)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return readToEnd(socket);
        }
    }

    static Socket connect(Sandbox sandbox) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static Answer readToEnd(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            in.transferTo(bytes);
            return new Answer(bytes.toString(StandardCharsets.ISO_8859_1), End.EOF);
        } catch (SocketTimeoutException e) {
            return new Answer(bytes.toString(StandardCharsets.ISO_8859_1), End.OPEN);
        } catch (SocketException e) {
            return new Answer(bytes.toString(StandardCharsets.ISO_8859_1), End.RESET);
        }
    }

    static byte[] head(String key, int length) {
        return """
                POST /api/v1/generate HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(key, length).getBytes(StandardCharsets.US_ASCII);
    }
}
