package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dev console {@code imgeo}, which Camel finds by itself, and which asks imgeo for nothing. */
@Timeout(30)
class DevConsoleTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;

    private final Studio studio = Studio.closed(imgeo -> {});

    @BeforeEach
    void open() {
        studio.context.setDevConsole(true);
        studio.started();
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private Object call(DevConsole.MediaType type) {
        DevConsole console = studio.context
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .getConsole("imgeo")
                .orElseThrow();
        return console.call(type);
    }

    @SuppressWarnings("unchecked")
    private JsonNode json() throws Exception {
        String text = new JsonObject((Map<String, Object>) call(DevConsole.MediaType.JSON)).toJson();
        return new ObjectMapper().readTree(text).path("components").path(0);
    }

    private String text() {
        return (String) call(DevConsole.MediaType.TEXT);
    }

    @Test
    void showsWhatIsLeftAndWhatWasSpent() throws Exception {
        studio.send(GENERATE + "&count=2", "a fox");
        studio.send("imgeo:journal?journalOperation=report", "");

        JsonNode account = json();
        assertThat(account.path("name").asText()).isEqualTo("imgeo");
        assertThat(account.path("balance").asInt()).isEqualTo(8);
        assertThat(account.path("creditsSpent").asInt()).isEqualTo(2);
        assertThat(account.path("inFlight").asInt()).isZero();
        assertThat(account.path("inDoubt").asInt()).isZero();
        assertThat(account.path("lastOutcomes")).hasSize(1);
        assertThat(account.path("lastOutcomes").path(0).path("outcome").asText())
                .isEqualTo("done");
        assertThat(account.path("lastOutcomes").path(0).path("credits").asInt()).isEqualTo(2);
        assertThat(account.path("lastOutcomes").path(0).path("model").asText()).isEqualTo(CHEAP);
    }

    @Test
    void showsWhatIsInDoubt() throws Exception {
        studio.send(GENERATE + "&count=3", "a lost fox. sandbox: reset");

        assertThat(json().path("inDoubt").asInt()).isEqualTo(1);
        assertThat(json().path("creditsInDoubt").asInt()).isEqualTo(3);
        assertThat(text()).contains("inDoubt: 1", "outcome in-doubt");
    }

    @Test
    void keepsTheLastOutcomesAndNoMore() throws Exception {
        for (int i = 0; i < 25; i++) {
            studio.send(GENERATE, "x".repeat(2_001));
        }
        studio.send(GENERATE, "a fox");

        assertThat(json().path("lastOutcomes")).hasSize(20);
        assertThat(json().path("lastOutcomes").path(0).path("outcome").asText()).isEqualTo("done");
        assertThat(json().path("lastOutcomes").path(1).path("outcome").asText()).isEqualTo("refused");
    }

    @Test
    void asksImgeoForNothing() throws Exception {
        long before = studio.ledger().requests();

        assertThat(json().has("balance")).isFalse(); // nobody has asked yet
        assertThat(text()).contains("imgeo\n", "inFlight: 0");

        assertThat(studio.ledger().requests()).isEqualTo(before);
    }

    @Test
    void showsNeitherPromptsNorTheKey() throws Exception {
        studio.send(GENERATE + "&chargeKey=${header.order}", "a secretive fox", Map.of("order", "4711"));
        studio.send(GENERATE, "a secretive fox. sandbox: reset");
        studio.send("imgeo:generate", "a fox", Map.of(ImgeoConstants.MODEL, "a secretive fox"));

        assertThat(json().toString() + text())
                .contains("in-doubt", "refused")
                .doesNotContain("secretive", "4711", studio.key);
    }
}
