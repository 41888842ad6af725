package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingBodyTest {
    private final RecordingBody body = new RecordingBody(new byte[100_000]);

    @Test
    void tellsWhatWasHandedOver() {
        RecordingBody untouched = new RecordingBody(new byte[100_000]);
        RecordingBody partly = new RecordingBody(new byte[100_000]);
        FakeNetwork network = FakeNetwork.of(body);
        FakeNetwork slow = FakeNetwork.of(partly);

        network.request(Long.MAX_VALUE);
        slow.request(1);

        assertThat(untouched.seal()).isEqualTo(Sent.NOTHING);
        assertThat(partly.seal()).isEqualTo(Sent.PART);
        assertThat(body.seal()).isEqualTo(Sent.WHOLE);
        assertThat(network.received).isEqualTo(100_000);
        assertThat(network.completed).isTrue();
    }

    @Test
    void handsOverNothingMoreOnceItWasAsked() {
        FakeNetwork network = FakeNetwork.of(body);
        network.request(1);
        long before = network.received;

        Sent sent = body.seal();
        network.request(Long.MAX_VALUE);

        assertThat(sent).isEqualTo(Sent.PART);
        assertThat(network.received).isEqualTo(before);
        assertThat(network.failures).hasSize(1);
        assertThat(network.completed).isFalse();
        assertThat(body.seal()).isEqualTo(Sent.PART);
    }

    @Test
    void handsOverNothingAtAllWhereItWasSealedBefore() {
        Sent sent = body.seal();

        FakeNetwork network = FakeNetwork.of(body);
        network.request(Long.MAX_VALUE);

        assertThat(sent).isEqualTo(Sent.NOTHING);
        assertThat(network.received).isZero();
        assertThat(body.seal()).isEqualTo(Sent.NOTHING);
    }

    @Test
    void isNeverSentTwice() {
        FakeNetwork.of(body).request(Long.MAX_VALUE);

        FakeNetwork second = FakeNetwork.of(body);
        second.request(Long.MAX_VALUE);

        assertThat(second.received).isZero();
        assertThat(second.failures).hasSize(1);
    }

    @Test
    void isAsLongAsItsBytes() {
        assertThat(body.contentLength()).isEqualTo(100_000);
        assertThat(new RecordingBody(new byte[0]).contentLength()).isZero();
    }

    @Test
    void passesOnWhatIsWrongWithTheAsking() {
        FakeNetwork network = FakeNetwork.of(body);

        network.request(0);

        assertThat(network.failures).hasSize(1).allMatch(IllegalArgumentException.class::isInstance);
        assertThat(body.seal()).isEqualTo(Sent.NOTHING);
    }

    private static final class FakeNetwork implements Subscriber<ByteBuffer> {
        private @Nullable Subscription subscription;
        private final List<Throwable> failures = new ArrayList<>();
        private long received;
        private boolean completed;

        static FakeNetwork of(RecordingBody body) {
            FakeNetwork network = new FakeNetwork();
            body.subscribe(network);
            return network;
        }

        void request(long buffers) {
            if (subscription != null) {
                subscription.request(buffers);
            }
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            received += bytes.remaining();
        }

        @Override
        public void onError(Throwable thrown) {
            failures.add(thrown);
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
