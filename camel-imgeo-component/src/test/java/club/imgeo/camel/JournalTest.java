package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.ChargeState;
import club.imgeo.charge.CreditCheck;
import club.imgeo.charge.JournalReport;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.client.Generation;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.InvalidRequestException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** imgeo:journal, with the sandbox's ledger as the judge. */
class JournalTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String LIST = "imgeo:journal";
    private static final String RESOLVE = "imgeo:journal?journalOperation=resolve";
    private static final String REPORT = "imgeo:journal?journalOperation=report";
    /** Charged, and the reply is lost; drawn where it is sent again. */
    private static final String LOST = "lost. sandbox: charge then reset once";

    private static final String FOUND = "https://images.example.com/found.png";

    private static Studio studio() {
        return studio(imgeo -> {});
    }

    private static Studio studio(Consumer<ImgeoComponent> setting) {
        Consumer<ImgeoComponent> noRetries = imgeo -> imgeo.setMaxRetries(0);
        return Studio.open(noRetries.andThen(setting));
    }

    private static Exchange draw(Studio studio, String key, String prompt) {
        return studio.send(GENERATE, prompt, Map.of(ImgeoConstants.CHARGE_KEY, key));
    }

    private static JournalEntries doubts(Studio studio) {
        return studio.send(LIST, "").getMessage().getBody(JournalEntries.class);
    }

    private static Exchange resolve(Studio studio, String key, String outcome) {
        return studio.send(RESOLVE, Map.of("key", key, "outcome", outcome, "by", "Ada", "why", "looked at the site"));
    }

    private static Exchange resolveWithImage(Studio studio, String key) {
        return studio.send(RESOLVE, """
                {"key": "%s", "outcome": "CHARGED", "by": "Ada", "why": "it is on the site", "images": ["%s"]}""".formatted(key, FOUND));
    }

    private static JournalReport report(Studio studio) {
        return studio.send(REPORT, "").getMessage().getBody(JournalReport.class);
    }

    @Test
    void listsWhatIsInDoubtOldestFirst() {
        try (Studio studio = studio()) {
            draw(studio, "order-1", LOST);
            draw(studio, "order-2", "a fox");
            draw(studio, "order-3", "lost, too. sandbox: 504");

            Exchange answer = studio.send(LIST, "");

            JournalEntries doubts = answer.getMessage().getBody(JournalEntries.class);
            assertThat(doubts).extracting(JournalEntry::key).containsExactly("order-1", "order-3");
            assertThat(doubts.get(0).state()).isEqualTo(ChargeState.IN_DOUBT);
            assertThat(doubts.get(0).credits()).isEqualByComparingTo("1");
            assertThat(doubts.get(0).reason()).contains("UNKNOWN");
            assertThat(answer.getMessage().getHeader(ImgeoConstants.IN_DOUBT_COUNT))
                    .isEqualTo(2);
        }
    }

    @Test
    void listsAndResolvesADoubtByTenantAndKey() {
        try (Studio studio = studio()) {
            String uri = GENERATE + "&creditBudget=9&creditBudgetPer=header:customer&chargeKey=${header.order}";
            Map<String, Object> headers = Map.of("customer", "acme", "order", "7");
            studio.send(uri, LOST, headers);

            JournalEntry doubt = doubts(studio).get(0);
            Exchange again = studio.send(uri, LOST, headers);
            Exchange resolved = studio.send(
                    RESOLVE,
                    Map.of("key", "7", "tenant", "acme", "outcome", "CHARGED", "by", "Ada", "why", "seen on the site"));

            assertThat(doubt.key()).isEqualTo("7");
            assertThat(doubt.tenant()).isEqualTo("acme");
            assertThat(again.getException())
                    .isInstanceOf(InDoubtException.class)
                    .hasMessageContaining("'7' of tenant 'acme'");
            assertThat(resolved.getMessage().getBody(JournalEntry.class))
                    .returns("7", JournalEntry::key)
                    .returns(ChargeState.DONE, JournalEntry::state);
            assertThat(doubts(studio)).isEmpty();
        }
    }

    @Test
    void showsADoubtAsJsonWithoutThePrompt() throws Exception {
        try (Studio studio = studio()) {
            draw(studio, "order-1", LOST);

            String json = studio.send(LIST, "").getMessage().getBody(String.class);

            JsonNode doubts = new ObjectMapper().readTree(json);
            assertThat(doubts.isArray()).isTrue();
            assertThat(doubts.path(0).properties())
                    .extracting(Map.Entry::getKey)
                    .contains("key", "attempt", "state", "model", "credits", "component", "madeAt", "deadline", "late");
            assertThat(doubts.path(0).path("model").asText()).isEqualTo(CHEAP);
            assertThat(json).doesNotContain("lost.");
        }
    }

    @Test
    void givesTheImagesOfAResolvedDoubtForNothing() {
        try (Studio studio = studio()) {
            draw(studio, "order-1", LOST);
            assertThat(draw(studio, "order-1", LOST).getException()).isInstanceOf(InDoubtException.class);

            Exchange resolved = resolveWithImage(studio, "order-1");
            Exchange again = draw(studio, "order-1", LOST);

            JournalEntry entry = resolved.getMessage().getBody(JournalEntry.class);
            assertThat(entry.state()).isEqualTo(ChargeState.DONE);
            assertThat(entry.resolvedBy()).isEqualTo("Ada");
            assertThat(entry.reason()).isEqualTo("it is on the site");
            assertThat(again.getMessage().getBody(Generation.class).images()).containsExactly(URI.create(FOUND));
            assertThat(again.getMessage().getBody(Generation.class).model()).isEqualTo(CHEAP);
            assertThat(again.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
            assertThat(doubts(studio)).isEmpty();
            assertThat(studio.ledger().calls(LOST)).isEqualTo(1);
        }
    }

    @Test
    void neverPaysAgainForWhatWasResolvedAsCharged() {
        try (Studio studio = studio()) {
            draw(studio, "order-1", LOST);

            resolve(studio, "order-1", "CHARGED");

            assertThat(draw(studio, "order-1", LOST).getException())
                    .hasMessageContaining("looked at the site [credits CHARGED]");
            assertThat(studio.ledger().calls(LOST)).isEqualTo(1);
        }
    }

    @Test
    void paysAgainForWhatWasResolvedAsNotCharged() {
        String lost = "not charged. sandbox: reset once";
        try (Studio studio = studio()) {
            draw(studio, "order-1", lost);

            Exchange resolved = resolve(studio, "order-1", "NOT_CHARGED");
            Exchange again = draw(studio, "order-1", lost);

            assertThat(resolved.getMessage().getBody(JournalEntry.class).state())
                    .isEqualTo(ChargeState.REFUSED);
            assertThat(again.isFailed()).isFalse();
            assertThat(studio.ledger().netCharges(lost)).isEqualTo(1);
        }
    }

    @Test
    void refusesToResolveWhatIsNotInDoubtAndSaysHowItStands() {
        try (Studio studio = studio()) {
            draw(studio, "drawn", "a fox");
            draw(studio, "resolved", LOST);
            resolve(studio, "resolved", "CHARGED");

            assertThat(resolve(studio, "drawn", "NOT_CHARGED").getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("key: 'drawn' is not in doubt: it was paid for");
            assertThat(resolve(studio, "resolved", "NOT_CHARGED").getException())
                    .hasMessageContaining("it was paid for, as Ada said at 20");
            assertThat(resolve(studio, "unheard-of", "CHARGED").getException())
                    .hasMessageContaining("the journal knows nothing of it");
        }
    }

    @Test
    void refusesAResolutionWithEveryObjection() {
        try (Studio studio = studio()) {

            assertThat(studio.send(RESOLVE, "{\"outcome\": \"MAYBE\"}").getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("key: is missing", "outcome: 'MAYBE'", "by: is", "why: is");
            assertThat(studio.send(RESOLVE, "order-1").getException()).hasMessageContaining("body: is not JSON");
            assertThat(studio.send(RESOLVE, "[]").getException()).hasMessageContaining("body: is not a JSON object");
            assertThat(studio.send(RESOLVE, "").getException()).hasMessageContaining("body: is missing");
        }
    }

    @Test
    void takesItsOperationFromNoHeader() {
        try (Studio studio = studio()) {

            Exchange answer = studio.send(LIST, "", Map.of("CamelImgeoJournalOperation", "report"));

            assertThat(answer.getMessage().getBody()).isInstanceOf(JournalEntries.class);
        }
    }

    @Test
    void reportsWhatTheServerCharged() {
        try (Studio studio = studio()) {
            draw(studio, "drawn", "a fox");
            draw(studio, "refunded", "a hare. sandbox: 500");
            draw(studio, "doubtful", LOST);
            draw(studio, "drawn", "a fox");

            Exchange answer = studio.send(REPORT, "");

            JournalReport report = answer.getMessage().getBody(JournalReport.class);
            assertThat(report.spent().add(report.inDoubt()))
                    .isEqualByComparingTo(String.valueOf(studio.ledger().net()));
            assertThat(report.refunded())
                    .isEqualByComparingTo(String.valueOf(studio.ledger().refunded()));
            assertThat(report.balance()).isEqualByComparingTo(String.valueOf(studio.sandbox.balance(studio.key)));
            assertThat(report.inDoubt()).isEqualByComparingTo("1");
            assertThat(report.inFlight()).isEqualByComparingTo("0");
            assertThat(report.replayed()).isEqualTo(1);
            assertThat(report.unexplained()).isEqualByComparingTo("1");
            assertThat(answer.getMessage().getHeaders())
                    .containsEntry(ImgeoConstants.IN_DOUBT_CREDITS, report.inDoubt())
                    .containsEntry(ImgeoConstants.UNEXPLAINED_CREDITS, requireNonNull(report.unexplained()));
        }
    }

    @Test
    void reportsAsJson() throws Exception {
        try (Studio studio = studio()) {
            draw(studio, "drawn", "a fox");

            String json = studio.send(REPORT, "").getMessage().getBody(String.class);

            assertThat(new ObjectMapper().readTree(json)).isEqualTo(new ObjectMapper().readTree("""
                                            {"spent": 1, "refunded": 0, "inDoubt": 0, "inFlight": 0, "replayed": 0,
                                             "balance": 9, "unexplained": 0}"""));
        }
    }

    @Test
    void explainsADoubtOnceItIsResolvedAsCharged() {
        try (Studio studio = studio()) {
            draw(studio, "doubtful", LOST);
            assertThat(report(studio).unexplained()).isEqualByComparingTo("1");

            resolve(studio, "doubtful", "CHARGED");

            assertThat(report(studio).unexplained()).isEqualByComparingTo("0");
        }
    }

    @Test
    void doesNotExplainWhatOthersSpendAndBuy() {
        try (Studio studio = studio();
                Studio website = Studio.in(studio.sandbox, imgeo -> imgeo.setApiKey(studio.key))) {
            draw(studio, "drawn", "a fox");
            assertThat(report(studio).unexplained()).isEqualByComparingTo("0");

            website.started().send(GENERATE + "&count=3", "drawn elsewhere");
            assertThat(report(studio).unexplained()).isEqualByComparingTo("3");
            studio.sandbox.buy(studio.key, 5);

            assertThat(report(studio).unexplained()).isEqualByComparingTo("-2");
        }
    }

    @Test
    void countsFromTheFirstReportWhereNoBalanceIsChecked() {
        try (Studio studio = studio(imgeo -> imgeo.setCreditCheck(CreditCheck.OFF))) {
            draw(studio, "doubtful", LOST);
            JournalReport first = report(studio);

            draw(studio, "drawn", "a fox");
            draw(studio, "doubtful, too", "another. sandbox: charge then reset");

            assertThat(first.unexplained()).isEqualByComparingTo("0");
            assertThat(report(studio).unexplained()).isEqualByComparingTo("1");
        }
    }

    @Test
    void doesNotExplainWhatIsSpentWithoutAJournal() {
        try (Studio studio = studio()) {
            draw(studio, "drawn", "a fox");

            studio.send(GENERATE + "&journal=off", "a hare");

            assertThat(report(studio).unexplained()).isEqualByComparingTo("1");
        }
    }

    @Test
    void explainsByAllJournalsOfTheComponent() {
        try (Studio studio = studio()) {
            studio.context.getRegistry().bind("other", new MemoryJournal());
            draw(studio, "drawn", "a fox");

            studio.send(GENERATE + "&journal=#other", "a hare");

            assertThat(report(studio).spent()).isEqualByComparingTo("1");
            assertThat(report(studio).unexplained()).isEqualByComparingTo("0");
        }
    }

    @Test
    void reportsWithoutABalanceThatCannotBeHad() {
        try (Studio studio = studio()) {
            draw(studio, "drawn", "a fox");
            studio.sandbox.next("balance: 503");

            Exchange answer = studio.send(REPORT, "");

            JournalReport report = answer.getMessage().getBody(JournalReport.class);
            assertThat(report.spent()).isEqualByComparingTo("1");
            assertThat(report.balance()).isNull();
            assertThat(report.unexplained()).isNull();
            assertThat(answer.getMessage().getHeader(ImgeoConstants.UNEXPLAINED_CREDITS))
                    .isNull();
        }
    }

    @Test
    void needsAKeyForTheReportAlone() {
        try (Studio studio = studio(imgeo -> imgeo.setApiKey(null))) {

            assertThat(studio.send(LIST, "").getException()).isNull();
            assertThat(resolve(studio, "unheard-of", "CHARGED").getException())
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> studio.context.getEndpoint(REPORT)).hasStackTraceContaining("apiKey is missing");
        }
    }

    @Test
    void splitsIntoEntriesInYaml() throws Exception {
        try (Studio studio = studio().withResource("classpath:routes/journal.yaml")) {
            draw(studio, "order-1", LOST);

            Object said = studio.send("direct:settle-by-rule", "").getMessage().getBody();

            assertThat(said).isEqualTo(List.of("order-1 of " + CHEAP + ": REFUSED by the rule of the house"));
            assertThat(doubts(studio)).isEmpty();
        }
    }
}
