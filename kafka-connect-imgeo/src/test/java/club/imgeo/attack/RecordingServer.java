package club.imgeo.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that an attacker runs: it keeps every byte, and answers every request with the same body. */
final class RecordingServer implements AutoCloseable {
    private final ServerSocket server;
    private final String answer;
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();

    private RecordingServer(String answer) throws IOException {
        this.answer = answer;
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** @param answer all that goes back to a client, head and body */
    static RecordingServer saying(String answer) {
        try {
            return new RecordingServer(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String http(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(ISO_8859_1).length + "\r\n\r\n" + body;
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Returns what came over each connection, byte for byte. */
    List<String> heard() {
        return connections.stream().map(bytes -> bytes.toString(ISO_8859_1)).toList();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        connections.add(heard);
        try (socket) {
            InputStream in = socket.getInputStream();
            boolean answered = false;
            for (int next = in.read(); next >= 0; next = in.read()) {
                heard.write(next);
                if (!answered && heard.toString(ISO_8859_1).contains("\r\n\r\n")) {
                    answered = true;
                    socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                    socket.shutdownOutput();
                }
            }
        } catch (IOException e) {
            // the client left
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
