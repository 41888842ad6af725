package club.imgeo.kafka;

import static club.imgeo.kafka.Charges.DOUBT;
import static club.imgeo.kafka.Charges.DRAWN;
import static club.imgeo.kafka.Charges.GIVEN_BACK;
import static club.imgeo.kafka.Charges.NOON;
import static club.imgeo.kafka.Charges.ended;
import static club.imgeo.kafka.Charges.intent;
import static club.imgeo.kafka.Charges.open;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Charge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Charges that several attempts were made at, or that several records stand on. */
class BooksTest {
    private static final String KEY = "prompts/0/=order-7";
    private static final String FIRST = "prompts/0/1@1700000000000";
    private static final String SECOND = "prompts/0/2@1700000000000";

    private final Books books = new Books("prompts/0/");

    @Test
    void listensOnForAnAttemptThoughAnEarlierOneWasGivenBack() {
        Charge later = open(intent(KEY), 2);
        books.apply(ended(open(intent(KEY), 1), GIVEN_BACK));
        books.apply(later);
        books.apply(FIRST, End.of(End.How.IN_DOUBT, NOON, KEY));
        assertThat(books.late()).isEmpty();

        Charge paid = ended(later, DRAWN);
        books.apply(paid);

        assertThat(books.late()).isEqualTo(Map.of(FIRST, paid));
    }

    @Test
    void keepsWhatWasPaidForJustNowThoughItsKeyIsOld() {
        books.apply(ended(open(intent(KEY), 1), GIVEN_BACK));
        books.apply(FIRST, End.of(End.How.REFUSED, NOON, KEY));
        books.apply(ended(open(intent(KEY), 2), DRAWN)); // by a second record, which is not delivered yet

        assertThat(books.forgettable(NOON.plusSeconds(3), offset -> true)).isEmpty();
        assertThat(books.forgettable(NOON.plusSeconds(9), offset -> true)).isNotEmpty();
    }

    @Test
    void hasNobodyBearCreditsWhoPaidNothing() {
        books.apply(ended(open(intent(KEY), 1), DRAWN));

        assertThat(books.bill(KEY, End.How.REFUSED)).isEqualTo(Delivery.Bill.NOTHING);
        assertThat(books.bill(KEY, End.How.DELIVERED)).isEqualTo(new Delivery.Bill(true, new BigDecimal("4")));
    }

    @Test
    void namesTheCreditsOfADoubtOnce() {
        books.apply(ended(open(intent(KEY), 1), DOUBT));
        assertThat(books.bill(KEY, End.How.IN_DOUBT).credits()).isEqualTo("4");

        books.apply(FIRST, End.of(End.How.IN_DOUBT, NOON, KEY));

        assertThat(books.bill(KEY, End.How.IN_DOUBT)).isEqualTo(Delivery.Bill.NOTHING);
    }

    @Test
    void tellsEachRecordOfADoubtWhatItCameTo() {
        Charge doubt = ended(open(intent(KEY), 1), DOUBT);
        books.apply(doubt);
        List.of(FIRST, SECOND).forEach(place -> books.apply(place, End.of(End.How.IN_DOUBT, NOON, KEY)));

        books.apply(ended(doubt, DRAWN));

        assertThat(books.late()).containsOnlyKeys(FIRST, SECOND);
    }
}
