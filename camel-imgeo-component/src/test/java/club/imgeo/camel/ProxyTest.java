package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way out through a proxy, to a host that only the proxy could find. */
@Timeout(30)
class ProxyTest {
    private final List<String> requestLines = new CopyOnWriteArrayList<>();

    @Test
    void sendsEveryRequestThroughIt() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                DefaultCamelContext context = new DefaultCamelContext()) {
            Thread serving = new Thread(() -> serve(proxy), "proxy");
            serving.setDaemon(true);
            serving.start();
            ImgeoComponent imgeo = new ImgeoComponent();
            imgeo.setBaseUrl("http://imgeo.invalid");
            imgeo.setAllowPlainHttp(true);
            imgeo.setApiKey("imgeo_sk_1234");
            imgeo.setProxy("127.0.0.1:" + proxy.getLocalPort());
            context.disableJMX();
            context.addComponent("imgeo", imgeo);
            context.start();

            Exchange answer = context.createProducerTemplate().request("imgeo:balance", exchange -> {});

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody()).isEqualTo(new BigDecimal(3));
            assertThat(requestLines).containsExactly("GET http://imgeo.invalid/api/v1/balance HTTP/1.1");
        }
    }

    /** One request per connection is enough here. */
    private void serve(ServerSocket proxy) {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                BufferedReader head = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                requestLines.add(head.readLine());
                while (!head.readLine().isEmpty()) {}
                String answer = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"balance\": 3}";
                socket.getOutputStream().write(answer.getBytes(UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }
}
