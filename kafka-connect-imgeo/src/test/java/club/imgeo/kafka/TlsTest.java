package club.imgeo.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.MemoryJournal;
import club.imgeo.client.Balance;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the sink trusts, and who it says it is, against a server whose certificate nobody signed. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder = Path.of("");

    private static String certificate = "";
    private static String key = "";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;
    private boolean asksForCertificates;

    @BeforeAll
    static void makeAKey() throws Exception {
        Path file = folder.resolve("keys.p12");
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
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD);
        }
        certificate = pem("CERTIFICATE", store.getCertificate("mykey").getEncoded());
        key = pem("PRIVATE KEY", store.getKey("mykey", PASSWORD).getEncoded());
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    @BeforeEach
    void serve() throws Exception {
        SSLContext context = Tls.context(certificate, certificate, key);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(asksForCertificates);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = "{\"balance\": 3}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private CompletableFuture<Balance> balance(String... options) throws Exception {
        var config = Submitted.with(options);
        config.put("imgeo.base.url", "https://127.0.0.1:" + server.getAddress().getPort());
        try (Imgeo imgeo = Imgeo.start(new ImgeoSinkConfig(config), new MemoryJournal())) {
            CompletableFuture<Balance> balance = imgeo.balance();
            assertThat(balance.handle((answer, thrown) -> 0)).succeedsWithin(Pipeline.SOON);
            return balance;
        }
    }

    @Test
    void trustsTheCertificatesOfItsConfiguration() throws Exception {
        assertThat(balance("imgeo.ssl.truststore.certificates", certificate))
                .isCompletedWithValue(new Balance(new BigDecimal(3)));
    }

    @Test
    void sendsNothingToAServerThatItDoesNotTrust() throws Exception {
        assertThat(balance()).isCompletedExceptionally();
        assertThat(requests).hasValue(0);
    }

    @Test
    void showsItsOwnCertificateToAGatewayThatAsks() throws Exception {
        asksForCertificates = true;

        assertThat(balance("imgeo.ssl.truststore.certificates", certificate)).isCompletedExceptionally();
        assertThat(balance(
                        "imgeo.ssl.truststore.certificates", certificate,
                        "imgeo.ssl.keystore.certificate.chain", certificate,
                        "imgeo.ssl.keystore.key", key))
                .isCompletedWithValue(new Balance(new BigDecimal(3)));
    }

    @Test
    void takesPemInOneLineAndSeveralCertificates() {
        String line = certificate.replace('\n', ' ');

        assertThat(Pem.certificates(line)).isEqualTo(Pem.certificates(certificate));
        assertThat(Pem.certificates(certificate + "\n" + certificate)).hasSize(2);
    }

    @Test
    void takesABundleOfAllThatTheJvmTrustsWithCommentsBetween() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate[] trusted = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
        StringBuilder bundle = new StringBuilder("\uFEFF##\n## Bundle of CA Root Certificates -- as of: today\n##\n");
        for (X509Certificate each : trusted) {
            bundle.append("\n").append(each.getSubjectX500Principal()).append("\n--------------------\n");
            bundle.append(pem("CERTIFICATE", each.getEncoded()));
        }
        Map<String, String> options = Map.of(
                "bootstrap.servers", "localhost:1",
                "security.protocol", "SSL",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.certificates", bundle.toString());

        assertThat(Pem.certificates(bundle.toString())).hasSameSizeAs(trusted).hasSizeGreaterThan(50);
        assertThat(KafkaClientCheck.objections(options)).isEmpty();
        Admin admin = new KafkaClients(Map.copyOf(options), "bundle").admin();
        admin.close(Duration.ZERO);
    }

    /** Kafka's own parser would take hours for this comment. */
    @Test
    void givesKafkaTheBlocksAlone() {
        Map<String, Object> options = Map.of(
                "bootstrap.servers",
                "localhost:1",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                "-".repeat(200_000) + "\n" + certificate.replace("\n", " "));

        assertThat(new KafkaClients(options, "comment").common())
                .containsEntry("ssl.truststore.certificates", certificate);
    }

    @Test
    void takesForKafkaWhatItTakesForTheApi() {
        assertThat(KafkaClientCheck.objections(Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.certificates",
                        certificate,
                        "ssl.keystore.type",
                        "PEM",
                        "ssl.keystore.certificate.chain",
                        certificate,
                        "ssl.keystore.key",
                        key)))
                .isEmpty();
    }

    /** The last would keep Kafka's own parser busy for minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/secrets/ca.pem",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n====\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN X-----\nAAAA\n-----END X-----",
                "----BEGIN CERTIFICATE----\nAAAA\n----END CERTIFICATE----",
                "- BEGIN CERTIFICATE -",
                "----------------------------------------"
            })
    void namesTheOptionOfPemThatCannotBeRead(String text) {
        for (String option : new String[] {"imgeo.ssl.truststore.certificates", "imgeo.ssl.keystore.key"}) {
            assertThat(Submitted.objections(
                            new ImgeoSinkConnector().validate(Submitted.with(option, text.repeat(100)))))
                    .anyMatch(objection -> objection.startsWith(option + ": "))
                    .noneMatch(objection -> objection.contains(text));
        }
    }
}
