package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.ImgeoConstants;
import club.imgeo.camel.Studio;
import club.imgeo.client.Generation;
import club.imgeo.client.InvalidRequestException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer chooses the body and the number of the order, and wants the images of another customer. */
class SeeAnotherTenantsImagesTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String PER_CUSTOMER = "&creditBudget=5&creditBudgetPer=header:customer";
    private static final String KEYED = GENERATE + PER_CUSTOMER + "&chargeKey=${header.orderNumber}";

    private final Studio studio = Studio.open(imgeo -> imgeo.setMaxRetries(0));

    @AfterEach
    void close() {
        studio.close();
    }

    private Exchange order(String customer, String number, String prompt) {
        return studio.send(KEYED, prompt, Map.of("customer", customer, "orderNumber", number));
    }

    private static Generation drawn(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class);
    }

    @Test
    void getsNoImageByTheOrderNumberOfAnother() {
        Generation first = drawn(order("A", "7", "a fox"));

        Generation second = drawn(order("B", "7", "a fox"));

        assertThat(second.images()).doesNotContainAnyElementsOf(first.images());
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
        assertThat(drawn(order("A", "7", "a fox")).images()).isEqualTo(first.images());
        assertThat(drawn(order("B", "7", "a fox")).images()).isEqualTo(second.images());
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @Test
    void causesNoConflictForTheOrderOfAnother() {
        drawn(order("B", "7", "a hare"));

        assertThat(drawn(order("A", "7", "a fox")).images()).hasSize(1);
    }

    @Test
    void getsNoImageByTheHeaderOfTheChargeKey() {
        Generation first = drawn(order("A", "7", "a fox"));

        Generation second = drawn(studio.send(KEYED, "a fox", Map.of("customer", "B", ImgeoConstants.CHARGE_KEY, "7")));

        assertThat(second.images()).doesNotContainAnyElementsOf(first.images());
    }

    @Test
    void getsNoImageByAskingForTheSameContent() {
        String uri = GENERATE + PER_CUSTOMER + "&reuse=true";
        Generation first = drawn(studio.send(uri, "a fox", Map.of("customer", "A")));

        Generation second = drawn(studio.send(uri, "a fox", Map.of("customer", "B")));

        assertThat(second.images()).doesNotContainAnyElementsOf(first.images());
        assertThat(drawn(studio.send(uri, "a fox", Map.of("customer", "B"))).images())
                .isEqualTo(second.images());
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"A, B/7, A/B, 7", "A, 7, A/7, 7", "A:B, 7, A, B:7", "1, 17, 11, 7"})
    void findsNoTwoPairsThatMakeOneKey(String customer, String number, String otherCustomer, String otherNumber) {
        Generation first = drawn(order(customer, number, "a fox"));

        Generation second = drawn(order(otherCustomer, otherNumber, "a fox"));

        assertThat(second.images()).doesNotContainAnyElementsOf(first.images());
    }

    @Test
    void cannotSpellTheKeyOfAnother() {
        drawn(order("A", "7", "a fox"));
        String spelt = "tenant[1]A/7";

        Exchange forged = studio.send(GENERATE, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, spelt));

        assertThat(forged.getException(InvalidRequestException.class)).hasMessageContaining("tenant[");
    }

    @Test
    void getsNoImageByLeavingTheOrderNumberOut() {
        String uri = GENERATE + "&chargeKey=order-${header.orderNumber}";
        drawn(studio.send(uri, "a fox", Map.of("orderNumber", "7")));

        Exchange without = studio.send(uri, "a fox");

        assertThat(without.getException(InvalidRequestException.class))
                .hasMessageContaining("chargeKey is empty for this message: ${header.orderNumber} has no value");
        assertThat(studio.ledger().calls("a fox")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\u0000", "A\nB", "\uD800"})
    void cannotUseACustomerThatTwoOfThemCouldPassFor(String customer) {
        Exchange refused = order(customer, "7", "a fox");

        assertThat(refused.getException(InvalidRequestException.class)).hasMessageContaining("customer: ");
        assertThat(studio.ledger().requests("/api/v1/generate")).isZero();
    }
}
