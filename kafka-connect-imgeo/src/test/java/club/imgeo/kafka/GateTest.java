package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {
    /** Below zero, as {@code System.nanoTime} may be. */
    private final AtomicLong nanos = new AtomicLong(Duration.ofSeconds(-20).toNanos());

    private final Gate gate = new Gate(nanos::get);

    private void after(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void isOpenAtFirst() {
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.reason()).isNull();
    }

    @Test
    void opensWhenTheTimeHasCome() {
        gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(5), "too many requests");

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.reason()).isEqualTo(Gate.Reason.RATE_LIMIT);
        after(4);
        assertThat(gate.isOpen()).isFalse();
        after(1);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.reason()).isNull();
    }

    @Test
    void waitsForTheLongestThatWasAskedFor() {
        gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(60), "too many requests");
        after(1);
        gate.close(Gate.Reason.CREDITS, Duration.ofSeconds(5), "no credits");
        after(58);

        assertThat(gate.isOpen()).isFalse();
        after(1);
        assertThat(gate.isOpen()).isTrue();

        gate.close(Gate.Reason.CREDITS, Duration.ofSeconds(5), "no credits");
        after(5);
        assertThat(gate.isOpen()).isTrue(); // the pause before is over, and counts no more
    }

    @Test
    void waitsLongerWhereThatIsAskedForLater() {
        gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(5), "too many requests");
        after(4);
        gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(5), "too many requests");
        after(4);

        assertThat(gate.isOpen()).isFalse();
        after(1);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void addsUpPausesByTheirReason() {
        gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(10), "too many requests");
        after(3);
        gate.close(Gate.Reason.CREDITS, Duration.ofSeconds(10), "no credits");
        after(2);
        assertThat(gate.paused(Gate.Reason.CREDITS)).isEqualTo(Duration.ofSeconds(2)); // also while it lasts
        after(8);
        assertThat(gate.isOpen()).isTrue();
        after(100);
        gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(1), "too many requests");
        after(1);
        assertThat(gate.isOpen()).isTrue();

        assertThat(gate.paused(Gate.Reason.RATE_LIMIT)).isEqualTo(Duration.ofSeconds(4));
        assertThat(gate.paused(Gate.Reason.CREDITS)).isEqualTo(Duration.ofSeconds(10));
        assertThat(gate.paused(Gate.Reason.JOURNAL)).isZero();
    }
}
