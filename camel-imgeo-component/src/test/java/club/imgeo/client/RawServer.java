package club.imgeo.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A socket that answers whatever bytes a test wants, which no decent HTTP server would. */
final class RawServer implements AutoCloseable {
    private static final String MODELS = "[{\"id\":\"black-forest-labs/flux-schnell\",\"credits\":1}]";

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("raw-server"));
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    private volatile Script models = answer(200, MODELS);
    private volatile Script script;

    /** @param headers whose names are in any case */
    record Request(String method, String path, Map<String, String> headers, String body) {}

    /** What happens once a request was read. */
    interface Script {
        void play(Socket socket) throws IOException;
    }

    private RawServer(Script script) throws IOException {
        this.script = script;
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Plays {@code script} for each request but {@code GET /models}, which gets one model. */
    static RawServer playing(Script script) {
        try {
            return new RawServer(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script answer(int status, String body) {
        return answer(status, Map.of(), body.getBytes(UTF_8));
    }

    static Script answer(int status, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\nContent-Type: application/json\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return socket -> {
            write(socket, head + "\r\n");
            socket.getOutputStream().write(body);
            socket.close();
        };
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    /** Ends a connection with a TCP reset. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void script(Script next) {
        script = next;
    }

    void models(Script next) {
        models = next;
    }

    String baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort()).toString();
    }

    /** All that was asked but the models. */
    List<Request> requests() {
        return requests.stream()
                .filter(request -> !request.path.equals(ImgeoClient.MODELS))
                .toList();
    }

    List<Request> allRequests() {
        return List.copyOf(requests);
    }

    /** Completes when the client ends a connection, whose script leaves it open. */
    CompletableFuture<Boolean> hungUp() {
        return hungUp;
    }

    /** Leaves the connection to the client and sees when it ends it. */
    void waitForHangUp(Socket socket) {
        try {
            int end = socket.getInputStream().read();
            hungUp.complete(end < 0);
        } catch (IOException e) {
            hungUp.complete(true);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            requests.add(request);
            (request.path.equals(ImgeoClient.MODELS) ? models : script).play(socket);
        } catch (IOException e) {
            // The client is gone, or never spoke.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] start = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Request(start[0], start[1], headers, new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the client ended in the middle");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
