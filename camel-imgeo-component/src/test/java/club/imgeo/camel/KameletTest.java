package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kamelets, as camel-main finds them in the jar. */
class KameletTest {
    private final Sandbox sandbox = Sandbox.start();
    private final String key = sandbox.signUp();
    private final List<Main> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(Main::stop);
        sandbox.close();
    }

    @Test
    void drawsAndSaysWhereTheImagesAre() throws Exception {
        Main camel = camel(Map.of());

        Exchange answer = send(camel, "kamelet:imgeo-generate-action?aspectRatio=16:9&count=2", "a fox");

        JsonNode generation = new ObjectMapper().readTree(answer.getMessage().getBody(String.class));
        assertThat(generation.path("images")).hasSize(2);
        assertThat(generation.path("aspect_ratio").asText()).isEqualTo("16:9");
        assertThat(generation.path("model").asText()).isEqualTo(Studio.CHEAP);
        assertThat((List<?>) answer.getMessage().getHeader(ImgeoConstants.IMAGES))
                .hasSize(2);
        assertThat(sandbox.ledger().net("a fox")).isEqualTo(2);
    }

    @Test
    void drawsAtTheEndOfARoute() throws Exception {
        Main camel = camel(Map.of());

        Exchange answer = send(camel, "kamelet:imgeo-generate-sink?model=prunaai/flux-fast", "a hare");

        assertThat(answer.getException()).isNull();
        assertThat(sandbox.ledger().net("a hare")).isEqualTo(2);
    }

    @Test
    void listsTheModelsWithoutAKey() throws Exception {
        Main camel = camelWithoutKey(Map.of());

        Exchange answer = send(camel, "kamelet:imgeo-models-action?maxCredits=2", "");

        JsonNode models = new ObjectMapper().readTree(answer.getMessage().getBody(String.class));
        assertThat(models)
                .extracting(model -> model.path("id").asText())
                .containsExactlyInAnyOrder("stability-ai/sdxl", Studio.CHEAP, "prunaai/flux-fast");
    }

    @Test
    void tellsThatTheCreditsAreLowAndThatTheyAreBack() throws Exception {
        Main camel = camel(Map.of());
        camel.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:imgeo-balance-source?threshold=50&period=20ms").to("seda:told");
            }
        });

        String low = told(camel);
        sandbox.buy(key, 100);
        String back = told(camel);

        assertThat(low).isEqualTo("{\"credits\":10,\"threshold\":50,\"low\":true}");
        assertThat(back).isEqualTo("{\"credits\":110,\"threshold\":50,\"low\":false}");
    }

    @Test
    void paysByTheKeyThatItIsGivenAndByNoOther() throws Exception {
        String second = sandbox.signUp();
        String third = sandbox.signUp();
        Main camel = camel(Map.of("second", second, "third", third));

        send(camel, "kamelet:imgeo-generate-action", "a fox");
        send(camel, "kamelet:imgeo-generate-action?apiKey={{second}}&count=2", "a hare");
        send(camel, "kamelet:imgeo-generate-action?apiKey={{third}}&count=3", "an owl");

        assertThat(List.of(sandbox.balance(key), sandbox.balance(second), sandbox.balance(third)))
                .containsExactly(9L, 8L, 7L);
    }

    @Test
    void sharesTheAccountWithOthersOfTheSameKey() throws Exception {
        Main camel = camel(Map.of("second", sandbox.signUp(), "first", key));

        send(camel, "kamelet:imgeo-generate-action?apiKey={{second}}", "a fox");
        send(camel, "kamelet:imgeo-generate-sink?apiKey={{second}}", "a hare");
        send(camel, "kamelet:imgeo-generate-sink?apiKey={{first}}", "an owl");

        assertThat(camel.getCamelContext().getComponentNames())
                .filteredOn(name -> name.matches("imgeo-[0-9a-f]{12}"))
                .hasSize(1);
        assertThat(sandbox.ledger().net()).isEqualTo(3);
    }

    @Test
    void takesAllButTheKeyFromTheComponent() throws Exception {
        Main camel = camel(Map.of("second", sandbox.signUp(), "camel.component.imgeo.max-count", "1"));

        Exchange answer =
                send(camel, "kamelet:imgeo-generate-action?apiKey={{second}}", "{\"prompt\": \"a fox\", \"count\": 2}");

        assertThat(answer.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("maxCount=1");
        assertThat(sandbox.ledger().requests("/api/v1/generate")).isZero();
    }

    @Test
    void writesToTheJournalOfTheComponentUnderAKeyOfItsOwn(@TempDir Path journal) throws Exception {
        Main camel = camel(Map.of("second", sandbox.signUp(), "camel.component.imgeo.journal", "file:" + journal));

        send(camel, "kamelet:imgeo-generate-action?apiKey={{second}}&chargeKey=one", "a fox");
        Exchange again = send(camel, "kamelet:imgeo-generate-action?chargeKey=one", "a fox");

        assertThat(again.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
        assertThat(sandbox.ledger().net("a fox")).isEqualTo(1);
    }

    @Test
    void leavesTheJournalToTheComponentWhenThatIsStartedAgain(@TempDir Path journal) throws Exception {
        Main camel = camel(Map.of("second", sandbox.signUp(), "camel.component.imgeo.journal", "file:" + journal));
        send(camel, "kamelet:imgeo-generate-action?apiKey={{second}}&chargeKey=one", "a fox");
        ImgeoComponent shared = camel.getCamelContext().getComponent("imgeo", ImgeoComponent.class);

        shared.stop();
        shared.start();

        Exchange again = send(camel, "imgeo:generate?model=" + Studio.CHEAP + "&chargeKey=one", "a fox");
        assertThat(again.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
        assertThat(sandbox.ledger().net("a fox")).isEqualTo(1);
    }

    @Test
    void paysOnceForAKeyAcrossRestarts(@TempDir Path journal) throws Exception {
        String uri = "kamelet:imgeo-generate-action?chargeKey=${body}&journal=file:" + journal;
        Main before = camel(Map.of());
        send(before, uri, "a fox");
        before.stop();

        Exchange again = send(camel(Map.of()), uri, "a fox");

        assertThat(again.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
        assertThat(sandbox.ledger().net("a fox")).isEqualTo(1);
    }

    @Test
    void keepsToItsBudgetAcrossRestarts(@TempDir Path journal) throws Exception {
        Map<String, String> settings = Map.of("second", sandbox.signUp());
        String uri = "kamelet:imgeo-generate-action?apiKey={{second}}&creditBudget=1&journal=file:" + journal;
        Main before = camel(settings);
        send(before, uri, "a fox");
        before.stop();

        Exchange refused = send(camel(settings), uri, "a hare");

        assertThat(refused.getException()).isInstanceOf(BudgetExceededException.class);
        assertThat(sandbox.ledger().net()).isEqualTo(1);
    }

    private Main camel(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("camel.component.imgeo.api-key", key);
        return camelWithoutKey(all);
    }

    private Main camelWithoutKey(Map<String, String> settings) throws Exception {
        Main camel = new Main();
        running.add(camel);
        camel.addInitialProperty(
                "camel.component.imgeo.base-url", sandbox.baseUrl().toString());
        settings.forEach(camel::addInitialProperty);
        camel.start();
        return camel;
    }

    private static Exchange send(Main camel, String uri, String body) {
        CamelContext context = camel.getCamelContext();
        return context.createProducerTemplate()
                .request(uri, exchange -> exchange.getIn().setBody(body));
    }

    private static String told(Main camel) {
        return camel.getCamelContext()
                .createConsumerTemplate()
                .receiveBody("seda:told", TimeUnit.SECONDS.toMillis(10), String.class);
    }
}
