package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class AnswerBufferTest {
    private final AnswerBuffer buffer = new AnswerBuffer(10);
    private final FakeSubscription subscription = new FakeSubscription();

    @Test
    void takesAsMuchAsItsCap() {
        buffer.onSubscribe(subscription);

        buffer.onNext(List.of(bytes(4), bytes(6)));
        buffer.onComplete();

        assertThat(buffer.getBody().toCompletableFuture()).isCompletedWithValue(true);
        assertThat(buffer.body()).hasSize(10);
    }

    @Test
    void stopsOneByteLaterAndKeepsTheBeginning() {
        buffer.onSubscribe(subscription);

        buffer.onNext(List.of(bytes(4), bytes(7)));
        buffer.onNext(List.of(bytes(5)));
        buffer.onComplete();

        assertThat(Ends.thrown(buffer.getBody().toCompletableFuture())).hasMessage("larger than 10 bytes");
        assertThat(subscription.cancelled).isTrue();
        assertThat(buffer.body()).hasSize(10);
    }

    @Test
    void keepsWhatCameWhereTheRestDoesNot() {
        buffer.onSubscribe(subscription);

        buffer.onNext(List.of(bytes(4)));

        assertThat(buffer.getBody().toCompletableFuture()).isNotDone();
        assertThat(buffer.body()).hasSize(4);
        assertThat(buffer.status()).isZero();
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    private static final class FakeSubscription implements Subscription {
        private boolean cancelled;

        @Override
        public void request(long buffers) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
