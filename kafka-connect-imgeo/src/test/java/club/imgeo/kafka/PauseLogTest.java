package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gate says of its pauses. */
class PauseLogTest {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final List<String> warnings = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private long now = 17;
    private final Gate gate = new Gate(() -> now, new PauseLog(warnings::add, news::add));

    @Test
    void warnsOnceWhenAPauseBeginsAndOnceAMinuteAfter() {
        pauseFor(Duration.ofSeconds(119));

        assertThat(warnings)
                .containsExactly(
                        "Nothing is sent for now, and nothing is lost: no credits",
                        "Still nothing is sent after 60 s, and nothing is lost: no credits");
        assertThat(news).isEmpty();
    }

    @Test
    void warnsOnceHoweverManyCallsComeBackAtOnce() {
        for (int i = 0; i < 64; i++) {
            gate.close(Gate.Reason.CREDITS, POLL, "no credits");
        }

        assertThat(warnings).hasSize(1);
    }

    @Test
    void warnsOfEachReason() {
        gate.close(Gate.Reason.CREDITS, POLL, "no credits");
        gate.close(Gate.Reason.JOURNAL, POLL, "no journal");
        gate.close(Gate.Reason.CREDITS, POLL, "no credits");

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(1)).contains("no journal");
    }

    @Test
    void tellsWhenItIsOver() {
        pauseFor(Duration.ofSeconds(30));
        goOnFor(Duration.ofSeconds(60));

        assertThat(news).containsExactly("Records are sent again; the last pause began 40 s ago");
    }

    @Test
    void isNotOverByBeingTried() {
        pauseFor(Duration.ofSeconds(30));
        for (int i = 0; i < 60; i++) { // as where the journal takes its time to fail
            pass(Duration.ofSeconds(1));
            assertThat(gate.isOpen()).isTrue();
        }

        assertThat(news).isEmpty();
    }

    @Test
    void isNotOverByWhatWasSentBefore() {
        gate.close(Gate.Reason.CREDITS, POLL, "no credits");
        gate.passed();
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofSeconds(1));
            gate.isOpen();
        }

        assertThat(news).isEmpty();
    }

    @Test
    void warnsAnewOnceItWasOver() {
        pauseFor(Duration.ofSeconds(10));
        goOnFor(Duration.ofSeconds(11));
        pauseFor(Duration.ofSeconds(10));

        assertThat(warnings).hasSize(2).containsOnly("Nothing is sent for now, and nothing is lost: no credits");
        assertThat(news).hasSize(1);
    }

    @Test
    void saysLittleWhereTheServerLetsSomeThroughNowAndThen() {
        for (int i = 0; i < 50; i++) {
            gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(1), "too many requests");
            pass(Duration.ofSeconds(1));
            goOnFor(Duration.ofSeconds(1));
        }

        assertThat(warnings).hasSize(2);
        assertThat(news).isEmpty();
    }

    /** Each time the gate opens, somebody tries, and is sent back. */
    private void pauseFor(Duration time) {
        for (int i = 0; i < time.toSeconds(); i++) {
            if (gate.isOpen()) {
                gate.close(Gate.Reason.CREDITS, POLL, "no credits");
            }
            pass(Duration.ofSeconds(1));
        }
    }

    private void goOnFor(Duration time) {
        for (int i = 0; i < time.toSeconds(); i++) {
            assertThat(gate.isOpen()).isTrue();
            gate.passed();
            pass(Duration.ofSeconds(1));
        }
        assertThat(gate.isOpen()).isTrue();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
