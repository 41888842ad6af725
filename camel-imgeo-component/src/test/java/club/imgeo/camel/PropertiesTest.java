package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.CreditCheck;
import club.imgeo.client.ModelValidation;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code camel.component.imgeo.*}, as camel-main reads it. */
class PropertiesTest {
    private static final String PREFIX = "camel.component.imgeo.";

    private final Main camel = new Main();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void setEveryOption() throws Exception {
        SSLContextParameters ssl = new SSLContextParameters();
        set(Map.ofEntries(
                Map.entry("api-key", "imgeo_sk_1234"),
                Map.entry("base-url", "http://imgeo.example.com"),
                Map.entry("allow-plain-http", "true"),
                Map.entry("request-timeout", "30s"),
                Map.entry("connect-timeout", "2500"),
                Map.entry("max-retries", "1"),
                Map.entry("max-in-flight", "8"),
                Map.entry("max-count", "2"),
                Map.entry("credit-check", "live"),
                Map.entry("model-validation", "lenient"),
                Map.entry("ssl-context-parameters", "#bean:ssl"),
                Map.entry("use-global-ssl-context-parameters", "true"),
                Map.entry("proxy", "proxy.example.com:3128")));
        camel.bind("ssl", ssl);

        camel.start();

        ImgeoComponent imgeo = camel.getCamelContext().getComponent("imgeo", ImgeoComponent.class);
        assertThat(imgeo.getApiKey()).isEqualTo("imgeo_sk_1234");
        assertThat(imgeo.getBaseUrl()).isEqualTo("http://imgeo.example.com");
        assertThat(imgeo.isAllowPlainHttp()).isTrue();
        assertThat(imgeo.getRequestTimeout()).isEqualTo(30_000);
        assertThat(imgeo.getConnectTimeout()).isEqualTo(2_500);
        assertThat(imgeo.getMaxRetries()).isEqualTo(1);
        assertThat(imgeo.getMaxInFlight()).isEqualTo(8);
        assertThat(imgeo.getMaxCount()).isEqualTo(2);
        assertThat(imgeo.getCreditCheck()).isEqualTo(CreditCheck.LIVE);
        assertThat(imgeo.getModelValidation()).isEqualTo(ModelValidation.LENIENT);
        assertThat(imgeo.getSslContextParameters()).isSameAs(ssl);
        assertThat(imgeo.isUseGlobalSslContextParameters()).isTrue();
        assertThat(imgeo.getProxy()).isEqualTo("proxy.example.com:3128");
    }

    @Test
    void haveTheDefaultsThatTheDocumentationStates() throws Exception {
        set(Map.of());
        camel.start();

        ImgeoComponent imgeo = camel.getCamelContext().getComponent("imgeo", ImgeoComponent.class);

        assertThat(imgeo.getBaseUrl()).isEqualTo("https://www.imgeo.club");
        assertThat(imgeo.getRequestTimeout()).isEqualTo(300_000);
        assertThat(imgeo.getConnectTimeout()).isEqualTo(10_000);
        assertThat(imgeo.getMaxRetries()).isEqualTo(2);
        assertThat(imgeo.getMaxInFlight()).isEqualTo(64);
        assertThat(imgeo.getMaxCount()).isEqualTo(4);
        assertThat(imgeo.getCreditCheck()).isEqualTo(CreditCheck.CACHED);
        assertThat(imgeo.getModelValidation()).isEqualTo(ModelValidation.STRICT);
    }

    @Test
    void failTheStartWhereOneIsMisspelt() throws Exception {
        set(Map.of("max-cuont", "2"));
        assertThatThrownBy(camel::start).hasStackTraceContaining("maxCuont");
    }

    private void set(Map<String, String> options) {
        options.forEach((name, value) -> camel.addInitialProperty(PREFIX + name, value));
        camel.addInitialProperty("camel.main.jmx-enabled", "false");
    }
}
