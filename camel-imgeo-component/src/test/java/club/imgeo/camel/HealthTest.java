package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.sandbox.Sandbox;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health checks that say whether anything could be drawn, and spend nothing to know it. */
@Timeout(30)
class HealthTest {
    private static final String BALANCE = "/api/v1/balance";

    private static HealthCheck.Result health(CamelContext context, String id) {
        return HealthCheckRegistry.get(context).getCheck(id).orElseThrow().callReadiness();
    }

    private static List<String> ids(CamelContext context, boolean ready) {
        return (ready
                        ? HealthCheckHelper.invokeReadiness(context, "full")
                        : HealthCheckHelper.invokeLiveness(context, "full"))
                .stream()
                        .map(result -> result.getCheck().getId())
                        .filter(id -> !id.equals("context"))
                        .toList();
    }

    private static String message(HealthCheck.Result down) {
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        return down.getMessage().orElseThrow();
    }

    @Test
    void isUpWithAGoodKeyAndCreditsAndTellsHowMany() {
        try (Studio studio = Studio.open()) {
            HealthCheck.Result health = health(studio.context, "imgeo");

            assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health.getDetails()).hasEntrySatisfying("imgeo.balance", credits -> assertThat(credits)
                    .hasToString("10"));
            assertThat(studio.ledger().requests("/api/v1/generate")).isZero();
            assertThat(studio.ledger().charged()).isZero();
        }
    }

    @Test
    void asksOnceHoweverManyProbesCome() {
        try (Studio studio = Studio.open()) {
            HealthCheck check =
                    HealthCheckRegistry.get(studio.context).getCheck("imgeo").orElseThrow();

            List<CompletableFuture<HealthCheck.Result>> probes = Stream.generate(
                            () -> CompletableFuture.supplyAsync(check::callReadiness))
                    .limit(100)
                    .toList();

            assertThat(probes).allMatch(probe -> probe.join().getState() == HealthCheck.State.UP);
            assertThat(studio.ledger().requests(BALANCE)).isEqualTo(1);
        }
    }

    @Test
    void namesTheOptionOfAKeyThatIsNotAccepted() {
        try (Studio studio = Studio.open(imgeo -> imgeo.setApiKey("imgeo_sk_nobody_made_this"))) {
            HealthCheck.Result health = health(studio.context, "imgeo");

            assertThat(message(health)).contains("not accepted", "camel.component.imgeo.api-key", "HTTP 401");
            assertThat(health.getDetails() + message(health)).doesNotContain("nobody_made_this");
            assertThat(health.getError()).isEmpty();
        }
    }

    @Test
    void isDownBelowTheCreditsThatItIsToHave() {
        try (Studio studio = Studio.open(imgeo -> imgeo.setHealthMinimumCredits(11))) {
            assertThat(message(health(studio.context, "imgeo")))
                    .contains("balance of 10 is less than healthMinimumCredits=11", "buy credits");
        }
    }

    @Test
    void isDownOnAnEmptyAccountUnlessToldOtherwise() {
        try (Sandbox sandbox = Sandbox.start()) {
            String empty = sandbox.signUp(0);

            try (Studio studio =
                    Studio.in(sandbox, imgeo -> imgeo.setApiKey(empty)).started()) {
                assertThat(message(health(studio.context, "imgeo"))).contains("balance of 0");
                studio.context.stop();
            }
        }
        try (Sandbox sandbox = Sandbox.start();
                Studio studio = Studio.in(sandbox, imgeo -> imgeo.setHealthMinimumCredits(0))) {
            studio.imgeo.setApiKey(sandbox.signUp(0));
            studio.started();

            assertThat(health(studio.context, "imgeo").getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void isDownWhileImgeoCannotBeReached() {
        try (Studio studio = Studio.open(imgeo -> {
            imgeo.setBaseUrl("http://127.0.0.1:9");
            imgeo.setMaxRetries(0);
        })) {
            assertThat(message(health(studio.context, "imgeo"))).contains("the balance cannot be had");
        }
    }

    @Test
    void doesNotWaitForAnAnswerThatTakesLong() {
        try (Studio studio = Studio.open()) {
            studio.sandbox.next("balance: slow 9s");
            long begun = System.nanoTime();

            assertThat(message(health(studio.context, "imgeo"))).contains("has not answered yet", "base-url");
            assertThat(message(health(studio.context, "imgeo"))).contains("has not answered yet");

            assertThat(System.nanoTime() - begun).isLessThan(1_500_000_000L);
        }
    }

    @Test
    void needsNoKeyWhereNothingNeedsOne() {
        try (Studio studio = Studio.open(imgeo -> imgeo.setApiKey(null))) {
            HealthCheck.Result health = health(studio.context, "imgeo");

            assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health.getMessage())
                    .hasValueSatisfying(text -> assertThat(text).contains("no API key"));
            assertThat(studio.ledger().requests(BALANCE)).isZero();
        }
    }

    @Test
    void asksForReadinessAndNotForLiveness() {
        try (Studio studio = Studio.open()) {
            assertThat(ids(studio.context, true)).containsExactlyInAnyOrder("imgeo", "imgeo-journal");
            assertThat(ids(studio.context, false)).isEmpty();
        }
    }

    @Test
    void hasChecksOfItsOwnForEachAccount() throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {})) {
            ImgeoComponent second = new ImgeoComponent();
            second.setBaseUrl(studio.sandbox.baseUrl().toString());
            second.setApiKey("imgeo_sk_nobody_made_this");
            studio.context.addComponent("second", second);
            studio.started();
            second.start();

            assertThat(health(studio.context, "imgeo").getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(message(health(studio.context, "second"))).contains("camel.component.second.api-key");
            assertThat(ids(studio.context, true))
                    .containsExactlyInAnyOrder("imgeo", "imgeo-journal", "second", "second-journal");

            second.stop();
            assertThat(ids(studio.context, true)).containsExactlyInAnyOrder("imgeo", "imgeo-journal");
        }
    }

    @Test
    void hasChecksForAnAccountThatIsAddedAtRunTime() throws Exception {
        try (Studio studio = Studio.open()) {
            studio.addAtRunTime("second", "imgeo_sk_nobody_made_this");

            assertThat(health(studio.context, "imgeo").getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(message(health(studio.context, "second"))).contains("camel.component.second.api-key");
            assertThat(ids(studio.context, true))
                    .containsExactlyInAnyOrder("imgeo", "imgeo-journal", "second", "second-journal");

            studio.context.removeComponent("second");
            assertThat(ids(studio.context, true)).containsExactlyInAnyOrder("imgeo", "imgeo-journal");
        }
    }

    @Test
    void refusesALimitBelowZeroAtTheStart() {
        assertThatThrownBy(() -> Studio.open(imgeo -> imgeo.setHealthMinimumCredits(-1)))
                .hasStackTraceContaining("healthMinimumCredits: -1 is less than 0");
    }

    @Test
    void canBeTurnedOffByTheNameOfTheCheck() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Main main = new Main();
            main.addInitialProperty(
                    "camel.component.imgeo.base-url", sandbox.baseUrl().toString());
            main.addInitialProperty("camel.component.imgeo.api-key", sandbox.signUp());
            main.addInitialProperty("camel.component.imgeo.health-minimum-credits", "3");
            main.addInitialProperty("camel.health.exclude-pattern", "imgeo");
            main.start();
            try {
                main.getCamelContext().getComponent("imgeo");

                assertThat(ids(main.getCamelContext(), true)).containsExactly("imgeo-journal");
                assertThat(main.getCamelContext().getComponent("imgeo", ImgeoComponent.class))
                        .returns(3L, ImgeoComponent::getHealthMinimumCredits);
                assertThat(sandbox.ledger().requests(BALANCE)).isZero();
            } finally {
                main.stop();
            }
        }
    }

    @Test
    void spendsNothingThoughADrawingGoesOn() {
        try (Studio studio = Studio.open()) {
            studio.send("imgeo:generate?model=" + CHEAP, "a fox");

            HealthCheck.Result health = health(studio.context, "imgeo");

            assertThat(health.getDetails().get("imgeo.balance")).hasToString("9");
            assertThat(studio.ledger().net()).isEqualTo(1);
        }
    }
}
