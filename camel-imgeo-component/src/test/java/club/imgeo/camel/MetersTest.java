package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.ModelValidation;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Meters that agree with the bill, and that cost nothing to read. */
@Timeout(30)
class MetersTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String KEYED = GENERATE + "&chargeKey=${body}";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Studio open(Consumer<ImgeoComponent> setting) {
        Studio studio = Studio.closed(setting);
        studio.context.getRegistry().bind("metricsRegistry", registry);
        return studio.started();
    }

    private Scrape scrape() {
        return Scrape.of(registry);
    }

    private double messages(String outcome) {
        return scrape().sum("imgeo_generate_seconds_count", "outcome", outcome);
    }

    @Test
    void agreesWithTheBill() {
        try (Studio studio = open(imgeo -> imgeo.setMaxRetries(0))) {
            studio.send(KEYED + "&count=2", "a fox");
            studio.send(KEYED + "&count=2", "a fox");
            studio.send(GENERATE, "a hare. sandbox: 500");
            studio.send(GENERATE, "x".repeat(2_001));
            studio.send("imgeo:generate?model=google/imagen-4", "an owl");

            Scrape scrape = scrape();
            assertThat(scrape.sum("imgeo_credits_spent_total")).isEqualTo(9).isEqualTo((double)
                    studio.ledger().net());
            assertThat(scrape.sum("imgeo_credits_spent_total", "model", CHEAP)).isEqualTo(2);
            assertThat(scrape.sum("imgeo_credits_refunded_total")).isEqualTo(1).isEqualTo((double)
                    studio.ledger().refunded());
            assertThat(messages("done")).isEqualTo(2);
            assertThat(messages("replayed")).isEqualTo(1);
            assertThat(messages("refunded")).isEqualTo(1);
            assertThat(messages("refused")).isEqualTo(1);
            assertThat(scrape.sum("imgeo_in_flight", "component", "imgeo")).isZero();
            assertThat(scrape.sum("imgeo_credits_reserved")).isZero();
        }
    }

    @Test
    void showsWhatIsInFlightAndWhatItCosts() {
        try (Studio studio = open(imgeo -> {})) {
            CompletableFuture<Exchange> drawn =
                    studio.sendAsync(GENERATE + "&count=2", "a slow fox. sandbox: slow 500ms");

            await().until(() -> scrape().sum("imgeo_in_flight") == 1);
            assertThat(scrape().sum("imgeo_credits_reserved")).isEqualTo(2);
            assertThat(drawn.join().isFailed()).isFalse();
            assertThat(scrape().sum("imgeo_in_flight")).isZero();
            assertThat(scrape().sum("imgeo_credits_reserved")).isZero();
        }
    }

    @Test
    void knowsWhatIsInDoubt() throws Exception {
        try (Studio studio = open(imgeo -> imgeo.setJournal(new LentJournal()))) {
            await().until(() -> scrape().sum("imgeo_charges_in_doubt") == 0);
            studio.send(GENERATE + "&count=2", "a lost fox. sandbox: reset");
            assertThat(messages("in-doubt")).isEqualTo(1);

            studio.imgeo.stop();
            studio.imgeo.start(); // asks at once, and not a minute later

            await().until(() -> scrape().sum("imgeo_charges_in_doubt") == 1);
            assertThat(scrape().sum("imgeo_credits_in_doubt")).isEqualTo(2);
            assertThat(scrape().sum("imgeo_balance")).isEqualTo((double) studio.sandbox.balance(studio.key));
            assertThat(scrape().sum("imgeo_credits_spent_total")).isZero();
        }
    }

    @Test
    void showsWhatNobodyExplains() throws Exception {
        try (Studio studio = open(imgeo -> {})) {
            await().until(() -> scrape().sum("imgeo_credits_unexplained") == 0);
            studio.sandbox.buy(studio.key, 4);
            Figures figures = new Figures(studio.imgeo, "imgeo");

            figures.ask().get();

            assertThat(figures.unexplained()).isEqualByComparingTo("-4");
        }
    }

    @Test
    void asksNobodyWhenItIsRead() {
        try (Studio studio = open(imgeo -> {})) {
            await().until(() -> scrape().sum("imgeo_figures_age_seconds") >= 0);
            long before = studio.ledger().requests();

            for (int i = 0; i < 100; i++) {
                scrape();
            }

            assertThat(studio.ledger().requests()).isEqualTo(before);
        }
    }

    @Test
    void makesNoCallForTheSakeOfAMessage() {
        long without;
        try (Studio studio = Studio.open(imgeo -> {})) {
            for (int i = 0; i < 5; i++) {
                studio.send(GENERATE, "a fox " + i);
            }
            without = studio.ledger().requests();
        }
        try (Studio studio = open(imgeo -> {})) {
            for (int i = 0; i < 5; i++) {
                studio.send(GENERATE, "a fox " + i);
            }

            assertThat(studio.ledger().requests()).isLessThanOrEqualTo(without + 1);
        }
    }

    @Test
    void hasATagForNoModelThatAMessageMakesUp() {
        try (Studio studio = open(imgeo -> imgeo.setModelValidation(ModelValidation.LENIENT))) {
            for (int i = 0; i < 5; i++) {
                studio.send("imgeo:generate?model=made/up-" + i, "a fox");
            }

            assertThat(scrape().sum("imgeo_generate_seconds_count", "model", "other"))
                    .isEqualTo(5);
            assertThat(registry.scrape()).doesNotContain("made/up");
        }
    }

    @Test
    void tellsOfAJournalThatTakesNothing() {
        LentJournal journal = new LentJournal();
        try (Studio studio = open(imgeo -> imgeo.setJournal(journal))) {
            assertThat(scrape().sum("imgeo_journal_trouble")).isZero();
            journal.breakDown();

            studio.send(KEYED, "a fox");

            assertThat(scrape().sum("imgeo_journal_trouble")).isEqualTo(1);
            journal.mend();
        }
    }

    @Test
    void showsTheKeyAndPromptsNowhere() {
        try (Studio studio = open(imgeo -> {})) {
            studio.send(GENERATE, "a secretive fox");
            studio.send("imgeo:generate", "a fox", Map.of(ImgeoConstants.MODEL, "a secretive fox"));

            assertThat(messages("refused")).isEqualTo(1);
            assertThat(registry.scrape()).doesNotContain(studio.key, "secretive");
        }
    }

    @Test
    void leavesNoGaugeOfAComponentThatIsStopped() {
        try (Studio studio = open(imgeo -> {})) {
            studio.imgeo.stop();

            assertThat(registry.getMeters())
                    .filteredOn(meter -> meter.getId().getName().startsWith("imgeo"))
                    .allMatch(meter -> meter.getId().getType() == Meter.Type.COUNTER);
        }
    }

    @Test
    void keepsTheMetersOfAnAccountApartThatIsAddedAtRunTime() throws Exception {
        try (Studio studio = open(imgeo -> {})) {
            ImgeoComponent archive = studio.addAtRunTime("archive", studio.sandbox.signUp());
            studio.send("archive:generate?model=" + CHEAP + "&count=2", "a fox");

            assertThat(scrape().sum("imgeo_credits_spent_total", "component", "imgeo"))
                    .isZero();
            assertThat(scrape().sum("imgeo_credits_spent_total", "component", "archive"))
                    .isEqualTo(2);

            studio.context.removeComponent("archive");
            assertThat(archive.isStopped()).isTrue();
            assertThat(registry.find("imgeo.balance").tag("component", "imgeo").meters())
                    .hasSize(1);
            assertThat(registry.find("imgeo.balance")
                            .tag("component", "archive")
                            .meters())
                    .isEmpty();
        }
    }

    @Test
    void knowsTheDoubtsOfAnAccountThatIsAddedAtRunTime() throws Exception {
        try (Studio studio = open(imgeo -> {})) {
            String key = studio.sandbox.signUp();
            LentJournal journal = new LentJournal();
            studio.addAtRunTime("archive", key, archive -> archive.setJournal(journal));
            studio.send("archive:generate?model=" + CHEAP, "a lost fox. sandbox: reset");
            studio.context.removeComponent("archive");

            studio.addAtRunTime("archive", key, archive -> archive.setJournal(journal));

            await().until(() -> scrape().sum("imgeo_charges_in_doubt", "component", "archive") == 1);
        }
    }

    @Test
    void countsWhatEndsByTheStop() {
        LentJournal journal = new LentJournal();
        try (Studio studio = open(imgeo -> imgeo.setJournal(journal))) {
            CompletableFuture<Exchange> drawn = studio.sendAsync(GENERATE, "a slow fox. sandbox: slow 9s");
            await().until(() -> scrape().sum("imgeo_in_flight") == 1);
            journal.whenClosed(drawn::join);

            studio.imgeo.stop();

            assertThat(messages("in-doubt")).isEqualTo(1);
        }
    }

    @Test
    void answersWhatIsPaidThoughWhoeverLooksOnThrows() {
        try (Studio studio = open(imgeo -> {})) {
            Sight sight = studio.imgeo.sight();
            studio.send(GENERATE, "a fox");
            sight.knows(() -> {
                throw new NoClassDefFoundError("catalog");
            });

            assertThat(studio.send(GENERATE, "a hare").getException()).isNull();
            assertThat(studio.ledger().net()).isEqualTo(2);
        }
    }

    @Test
    void goesWhereCamelsOwnMetersGo() throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {})) {
            studio.context.addRoutePolicyFactory(new MicrometerRoutePolicyFactory());
            studio.with(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:draw").to(GENERATE);
                        }
                    })
                    .started();

            studio.send("direct:draw", "a fox");

            MeterRegistry camels =
                    studio.context.getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class);
            assertThat(camels.find("imgeo.generate").timer()).isNotNull();
            assertThat(camels.find("camel.exchanges.total").meters()).isNotEmpty();
        }
    }

    @Test
    void prefersTheRegistryThatStandsForAll() {
        CompositeMeterRegistry all = new CompositeMeterRegistry();
        try (Studio studio = Studio.closed(imgeo -> {})) {
            studio.context.getRegistry().bind("one", new SimpleMeterRegistry());
            studio.context.getRegistry().bind("other", new SimpleMeterRegistry());
            studio.context.getRegistry().bind("all", all);
            studio.started();

            assertThat(all.find("imgeo.balance").gauge()).isNotNull();
        }
    }
}
