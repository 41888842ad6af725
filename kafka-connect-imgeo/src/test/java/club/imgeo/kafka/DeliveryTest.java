package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final End END = End.of(End.How.DELIVERED, Instant.EPOCH, "a");
    private static final Delivery.Bill BILL = new Delivery.Bill(true, BigDecimal.ONE);

    private final List<Delivery.Bill> counted = new ArrayList<>();
    private @Nullable End written;
    private final Delivery delivery = new Delivery("prompts/0/7", END, bill -> List.of())
            .counted(() -> written, (end, bill) -> counted.add(bill));

    @Test
    void isCountedWhenItIsCommittedAndNotBefore() {
        assertThat(delivery.records().of(BILL)).isEmpty();
        assertThat(counted).isEmpty();

        written = END.billed(true);
        delivery.done().complete(null);

        assertThat(counted).containsExactly(BILL);
    }

    @Test
    void isCountedWithWhatItBoreTheLastTime() {
        assertThat(delivery.records().of(BILL)).isEmpty();
        assertThat(delivery.records().of(Delivery.Bill.NOTHING)).isEmpty();

        written = END;
        delivery.done().complete(null);

        assertThat(counted).containsExactly(Delivery.Bill.NOTHING);
    }

    @Test
    void isNotCountedWhereItFails() {
        assertThat(delivery.records().of(BILL)).isEmpty();

        delivery.done().completeExceptionally(new IllegalStateException());

        assertThat(counted).isEmpty();
    }

    @Test
    void isNotCountedWhereAnotherEndedTheRecordBefore() {
        written = End.of(End.How.DELIVERED, Instant.EPOCH.plusMillis(1), "a");

        delivery.done().complete(null);

        assertThat(counted).isEmpty();
    }

    @Test
    void knowsItsEndAgainWhenThatIsReadBack() {
        Instant now = Instant.now();
        End end = End.of(End.How.DELIVERED, now, "a");

        assertThat(End.parse("prompts/0/7", end.toJson()).at()).isEqualTo(now);
    }
}
