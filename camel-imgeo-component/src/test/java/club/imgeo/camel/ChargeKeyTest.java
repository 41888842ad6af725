package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key is paid for once, and what comes again gets the same images for nothing. */
class ChargeKeyTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String KEYED = GENERATE + "&chargeKey=${header.order}";

    private final Studio studio = Studio.open(imgeo -> imgeo.setMaxRetries(0));

    @AfterEach
    void close() {
        studio.close();
    }

    private Exchange order(String number, String prompt) {
        return studio.send(KEYED, prompt, Map.of("order", number));
    }

    private static Generation drawn(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class);
    }

    @Test
    void paysOnceAndAnswersTwice() {

        Generation first = drawn(order("7", "a fox"));
        Exchange again = order("7", "a fox");

        Generation second = drawn(again);
        assertThat(second.images()).isEqualTo(first.images());
        assertThat(second.prompt()).isEqualTo("a fox");
        assertThat(second.model()).isEqualTo(first.model());
        assertThat(again.getMessage().getHeaders())
                .containsEntry(ImgeoConstants.REPLAYED, true)
                .containsEntry(ImgeoConstants.CREDITS_USED, BigDecimal.ZERO)
                .containsEntry(ImgeoConstants.CREDIT_OUTCOME, CreditOutcome.NOT_CHARGED)
                .doesNotContainKey(ImgeoConstants.CREDITS_REMAINING);
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(1);
        assertThat(studio.ledger().calls("a fox")).isEqualTo(1);
    }

    @Test
    void drawsForEachKeyOfItsOwn() {

        order("7", "a fox");
        order("8", "a fox");

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @Test
    void refusesTheSameKeyForAnotherRequest() {
        order("7", "a fox");

        Exchange other = order("7", "a hare");

        assertThat(other.getException(ChargeKeyConflictException.class))
                .hasMessageContaining("'7'")
                .returns(CreditOutcome.NOT_CHARGED, ChargeKeyConflictException::creditOutcome);
        assertThat(studio.ledger().calls("a hare")).isZero();
    }

    @Test
    void takesAnotherRequestForAKeyThatCostNothing() {
        order("7", "a fox. sandbox: 400");

        assertThat(drawn(order("7", "a hare")).images()).hasSize(1);
    }

    @Test
    void drawsAgainWhatWasRefused() {
        Exchange refused = order("7", "a fox. sandbox: 500 once");
        assertThat(refused.isFailed()).isTrue();

        assertThat(drawn(order("7", "a fox. sandbox: 500 once")).images()).hasSize(1);

        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void waitsForTheSameKeyInFlight() {

        List<CompletableFuture<Exchange>> all = IntStream.range(0, 5)
                .mapToObj(i -> studio.sendAsync(GENERATE + "&chargeKey=same", "a slow fox. sandbox: slow 300ms"))
                .toList();

        List<Generation> drawn = all.stream()
                .map(CompletableFuture::join)
                .map(ChargeKeyTest::drawn)
                .toList();
        assertThat(drawn)
                .extracting(Generation::images)
                .containsOnly(drawn.get(0).images());
        assertThat(all.stream().map(CompletableFuture::join).map(each -> each.getMessage()
                        .getHeader("CamelImgeoReplayed")))
                .containsExactlyInAnyOrder(false, true, true, true, true);
        assertThat(studio.ledger().calls("a slow fox. sandbox: slow 300ms")).isEqualTo(1);
    }

    @Test
    void refusesAnotherRequestForAKeyInFlight() {
        var slow = studio.sendAsync(GENERATE + "&chargeKey=same", "a slow fox. sandbox: slow 500ms");
        await().until(() -> studio.ledger().calls("a slow fox. sandbox: slow 500ms") == 1);

        Exchange other = studio.send(GENERATE + "&chargeKey=same", "a hare");

        assertThat(other.getException()).isInstanceOf(ChargeKeyConflictException.class);
        assertThat(drawn(slow.join()).images()).hasSize(1);
    }

    @Test
    void repeatsWhatCouldBeSavedOfAnAnswerThatWasNoUse() {
        UnusableAnswerException first = order("7", "a fox. sandbox: cut").getException(UnusableAnswerException.class);

        UnusableAnswerException again = order("7", "a fox. sandbox: cut").getException(UnusableAnswerException.class);

        assertThat(first).isNotNull();
        assertThat(again.images()).isEqualTo(first.images());
        assertThat(again.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void repliesToAnEmptyAccountFromTheJournal() {
        drawn(order("7", "a fox"));
        studio.send("imgeo:generate?model=stability-ai/stable-diffusion-3.5-large", "all the rest");
        assertThat(studio.sandbox.balance(studio.key)).isZero();

        assertThat(drawn(order("7", "a fox")).images()).hasSize(1);
    }

    @Test
    void takesTheKeyOfTheHeaderFirst() {
        Map<String, Object> headers = Map.of("order", "7", ImgeoConstants.CHARGE_KEY, "from the header");

        drawn(studio.send(KEYED, "a fox", headers));
        drawn(studio.send(GENERATE, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, utf8("from the header"))));

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void takesNoKeyOfAHeaderWhereThatIsOff() {
        String uri = GENERATE + "&chargeKeyFromHeader=false";

        drawn(studio.send(uri, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, "from outside")));
        drawn(studio.send(uri, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, "from outside")));

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @Test
    void refusesAMessageWithoutItsKey() {

        Exchange without = studio.send(KEYED, "a fox");

        assertThat(without.getException(InvalidRequestException.class))
                .hasMessageContaining("chargeKey is empty for this message: ${header.order} has no value");
        assertThat(studio.ledger().calls("a fox")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "content:abc", "exchange:abc", "for a fox in a wood, please", "a\u0000b", "a\nb", "long"})
    void refusesAKeyThatBreaksARule(String key) {
        String given = key.equals("long") ? "x".repeat(256) : key;

        Exchange refused = studio.send(GENERATE, "a fox in a wood", Map.of(ImgeoConstants.CHARGE_KEY, given));

        assertThat(refused.getException(InvalidRequestException.class)).hasMessageContaining("chargeKey: ");
        assertThat(studio.ledger().requests("/api/v1/generate")).isZero();
    }

    @Test
    void showsNoPasswordOfAUrlThatIsNoJournal() {
        String uri = GENERATE + "&journal=RAW(jdbc:postgresql://db.example.com/a?user=b&password=s3cret)";

        assertThatThrownBy(() -> studio.context.getEndpoint(uri).start())
                .rootCause()
                .hasMessageContaining("journal: 'jdbc:…' is none of")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void buysTheSameContentOnce() {
        String uri = GENERATE + "&reuse=true";

        Generation first = drawn(studio.send(uri, "a fox"));
        Generation sameInOtherWords =
                drawn(studio.send(uri, "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"mode\": \"text2img\"}"));
        drawn(studio.send(uri, "{\"prompt\": \"a fox\", \"aspect_ratio\": \"16:9\"}"));

        assertThat(sameInOtherWords.images()).isEqualTo(first.images());
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @Test
    void paysForWhatComesTwiceWithoutAKey() {

        drawn(studio.send(GENERATE, "a fox"));
        drawn(studio.send(GENERATE, "a fox"));

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @Test
    void paysAgainWithoutAJournal() {
        String uri = GENERATE + "&journal=off";

        drawn(studio.send(uri, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, "7")));
        drawn(studio.send(uri, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, "7")));

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reuse=true&chargeKey=x|chargeKey",
                "journal=off&chargeKey=x|journal",
                "journal=off&reuse=true|journal",
                "journal=off&chargeKeyFromHeader=true|journal",
                "journal=off&creditBudget=5|journal",
                "journal=of|journal",
                "journal=file:|journal",
                "chargeKey=${nonsense}|nonsense",
                "inDoubtPolicy=ignore|inDoubtPolicy"
            })
    void refusesToStartWith(String optionAndWord) {
        String[] parts = optionAndWord.split("\\|");

        assertThatThrownBy(() ->
                        studio.context.getEndpoint(GENERATE + "&" + parts[0]).start())
                .hasStackTraceContaining(parts[1]);
    }
}
