package club.imgeo.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on loopback, counts who connects, and hangs up, so that an attack that succeeds does not wait for an answer. */
final class Listener implements AutoCloseable {
    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket socket;

    private Listener(ServerSocket socket) {
        this.socket = socket;
        Thread accepting = new Thread(this::accept, "attack-listener");
        accepting.setDaemon(true);
        accepting.start();
    }

    static Listener onLoopback() {
        try {
            return new Listener(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet(); // before it is closed, so that an attacker who returns was counted
                connection.close();
            } catch (IOException e) {
                // closed, here or there
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
