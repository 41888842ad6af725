package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.TransportException;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the component trusts, against a server whose certificate nobody signed. */
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @TempDir
    static Path folder = Path.of("");

    private static final HttpsServer SERVER = server();

    private static HttpsServer server() {
        try {
            return HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void serve() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keystore())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store());
        keys.setKeyPassword(PASSWORD);
        SSLContextParameters own = new SSLContextParameters();
        own.setKeyManagers(keys);
        SERVER.setHttpsConfigurator(new HttpsConfigurator(own.createSSLContext(new DefaultCamelContext())));
        SERVER.createContext("/", exchange -> {
            REQUESTS.incrementAndGet();
            byte[] body = "{\"balance\": 3}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop(0);
    }

    private static String keystore() {
        return folder.resolve("keys.p12").toString();
    }

    private static KeyStoreParameters store() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + keystore());
        store.setPassword(PASSWORD);
        store.setType("PKCS12");
        return store;
    }

    private static SSLContextParameters trusting() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store());
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private static ImgeoComponent component() {
        ImgeoComponent imgeo = new ImgeoComponent();
        imgeo.setBaseUrl("https://127.0.0.1:" + SERVER.getAddress().getPort());
        imgeo.setApiKey("imgeo_sk_1234");
        imgeo.setMaxRetries(0);
        return imgeo;
    }

    private static Exchange balance(DefaultCamelContext context, ImgeoComponent imgeo) {
        context.disableJMX();
        context.addComponent("imgeo", imgeo);
        context.start();
        return context.createProducerTemplate().request("imgeo:balance", exchange -> {});
    }

    @Test
    void trustsWhomItsOwnParametersTrust() throws Exception {
        ImgeoComponent imgeo = component();
        imgeo.setSslContextParameters(trusting());
        try (DefaultCamelContext context = new DefaultCamelContext()) {

            Exchange answer = balance(context, imgeo);

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody()).isEqualTo(new BigDecimal(3));
        }
    }

    @Test
    void trustsWhomTheContextTrustsWhereToldTo() throws Exception {
        ImgeoComponent imgeo = component();
        imgeo.setUseGlobalSslContextParameters(true);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setSSLContextParameters(trusting());

            Exchange answer = balance(context, imgeo);

            assertThat(answer.getMessage().getBody()).isEqualTo(new BigDecimal(3));
        }
    }

    @Test
    void sendsNothingToWhomItDoesNotTrust() throws Exception {
        int before = REQUESTS.get();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setSSLContextParameters(trusting()); // which nobody told the component to use

            Exchange answer = balance(context, component());

            assertThat(answer.getException()).isInstanceOf(TransportException.class);
            assertThat(answer.getException(ImgeoException.class).creditOutcome())
                    .isEqualTo(CreditOutcome.NOT_CHARGED);
            assertThat(REQUESTS).hasValue(before);
        }
    }
}
