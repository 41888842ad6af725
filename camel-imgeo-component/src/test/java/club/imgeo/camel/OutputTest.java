package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a step leaves in the message. */
class OutputTest {
    private static final Studio STUDIO = Studio.open();
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;

    @AfterAll
    static void close() {
        STUDIO.close();
    }

    @Test
    void setsTheHeadersOfAGeneration() {

        Message message = STUDIO.send(GENERATE + "&count=2", "two foxes").getMessage();

        Generation generation = message.getBody(Generation.class);
        assertThat(imgeoHeaders(message))
                .isEqualTo(Map.of(
                        "CamelImgeoImages",
                        generation.images().stream().map(URI::toString).toList(),
                        "CamelImgeoCreditsUsed",
                        new BigDecimal(2),
                        "CamelImgeoCreditsRemaining",
                        new BigDecimal(STUDIO.sandbox.balance(STUDIO.key)),
                        "CamelImgeoCreditOutcome",
                        CreditOutcome.CHARGED,
                        "CamelImgeoPartial",
                        false,
                        "CamelImgeoReplayed",
                        false,
                        "CamelImgeoModelUsed",
                        CHEAP));
    }

    @Test
    void saysSoWhereFewerImagesCameThanWereAskedFor() {

        Message message =
                STUDIO.send(GENERATE + "&count=2", "fewer. sandbox: partial").getMessage();

        assertThat(message.getHeader(ImgeoConstants.PARTIAL)).isEqualTo(true);
        assertThat((List<?>) message.getHeader(ImgeoConstants.IMAGES)).hasSize(1);
    }

    @Test
    void convertsAGeneration() throws Exception {

        Message message = STUDIO.send(GENERATE, "to be converted").getMessage();

        Generation generation = message.getBody(Generation.class);
        String url = generation.images().get(0).toString();
        JsonNode json = new ObjectMapper().readTree(message.getBody(String.class));
        assertThat(json.path("images").get(0).asText()).isEqualTo(url);
        assertThat(json.path("prompt").asText()).isEqualTo("to be converted");
        assertThat((Object) message.getBody(List.class)).isEqualTo(List.of(url));
        assertThat(message.getBody(URI.class)).isEqualTo(URI.create(url));
        assertThat((Object) message.getBody(Map.class)).isEqualTo(generation.fields());
        assertThat(new ObjectMapper().readTree(message.getBody(InputStream.class)))
                .isEqualTo(json);
    }

    @Test
    void takesOffWhatAnEarlierGenerationLeft() {
        Map<String, Object> stale = new HashMap<>();
        Set.of("Images", "CreditsUsed", "CreditsRemaining", "CreditOutcome", "Partial", "Retryable")
                .forEach(name -> stale.put("CamelImgeo" + name, "stale"));

        Message drawn = STUDIO.send(GENERATE, "fresh", stale).getMessage();
        Message failed = STUDIO.send(GENERATE, "", stale).getMessage();

        assertThat(imgeoHeaders(drawn)).doesNotContainValue("stale").doesNotContainKey("CamelImgeoRetryable");
        assertThat(imgeoHeaders(failed))
                .isEqualTo(Map.of("CamelImgeoCreditOutcome", CreditOutcome.NOT_CHARGED, "CamelImgeoRetryable", false));
    }

    @Test
    void takesOffWhatAnEarlierQuoteLeft() {
        Map<String, Object> stale = Map.of(ImgeoConstants.CREDITS_QUOTED, "stale");

        Message failed = STUDIO.send("imgeo:quote?model=" + CHEAP, "", stale).getMessage();

        assertThat(failed.getHeaders()).doesNotContainKey(ImgeoConstants.CREDITS_QUOTED);
    }

    @Test
    void keepsTheImagesThatWerePaidForWhereTheBalanceThatFollowsFails() {
        STUDIO.sandbox.next("balance: 400 the first 3 times");

        Exchange failed = STUDIO.send("imgeo:balance", "", Map.of(ImgeoConstants.IMAGES, List.of("https://paid.for")));

        assertThat(failed.getException()).isNotNull();
        assertThat(failed.getMessage().getHeader(ImgeoConstants.IMAGES)).isEqualTo(List.of("https://paid.for"));
        STUDIO.sandbox.noFaults();
    }

    @Test
    void neverHidesWhatWasPaidForBehindAStepThatFailsLater() {
        STUDIO.sandbox.next("balance: 400 the first 3 times");
        Map<String, Object> paid = Map.of(ImgeoConstants.CREDIT_OUTCOME, CreditOutcome.CHARGED);

        Message balance = STUDIO.send("imgeo:balance", "", paid).getMessage();
        Message quote = STUDIO.send("imgeo:quote?model=" + CHEAP, "", paid).getMessage();

        assertThat(balance.getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.CHARGED);
        assertThat(quote.getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.CHARGED);
        STUDIO.sandbox.noFaults();
    }

    private static Map<String, Object> imgeoHeaders(Message message) {
        return message.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().startsWith("CamelImgeo"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
