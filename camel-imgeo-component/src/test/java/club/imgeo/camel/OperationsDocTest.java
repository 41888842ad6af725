package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The examples of docs/operations.md. */
class OperationsDocTest {
    private static final Path PAGE = Path.of("../docs/operations.md");

    private static String snippet(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(snippet -> snippet.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asksWhetherTheBillAddsUpForNothing() throws Exception {
        String route = snippet("yaml").replaceFirst("timer:does-it-add-up\\S*", "direct:does-it-add-up");
        try (Studio studio = Studio.closed(imgeo -> {})) {
            PluginHelper.getRoutesLoader(studio.context).loadRoutes(ResourceHelper.fromString("bill.yaml", route));
            studio.started();

            Exchange bill = studio.send("direct:does-it-add-up", "");

            assertThat(bill.getException()).isNull();
            assertThat(bill.getMessage().getBody(String.class)).contains("\"unexplained\":0", "\"inDoubt\":0");
            assertThat(studio.ledger().net()).isZero();
        }
    }

    @Test
    void setsOptionsThatThereAre() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet("properties")));
        Main camel = new Main();
        properties.forEach((name, value) -> camel.addInitialProperty((String) name, (String) value));

        camel.start();

        assertThat(camel.getCamelContext().getShutdownStrategy().getTimeout()).isEqualTo(300);
        camel.stop();
    }
}
