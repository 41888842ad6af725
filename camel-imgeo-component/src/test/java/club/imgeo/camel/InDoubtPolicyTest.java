package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.TransportException;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a key after a lost reply. */
class InDoubtPolicyTest {
    private static final String KEYED = "imgeo:generate?model=" + CHEAP + "&chargeKey=7";
    private static final String LOST = "a fox. sandbox: charge then reset once";

    private final Studio studio = Studio.open(imgeo -> imgeo.setMaxRetries(0));

    @AfterEach
    void close() {
        studio.close();
    }

    @Test
    void sendsNothingMoreForAKeyInQuarantineAndGoesOnWithOthers() {
        assertThat(studio.send(KEYED, LOST).getException()).isInstanceOf(TransportException.class);

        Exchange again = studio.send(KEYED, LOST);
        Exchange other = studio.send("imgeo:generate?model=" + CHEAP + "&chargeKey=8", "a hare");

        assertThat(again.getException(InDoubtException.class))
                .hasMessageContaining("'7'")
                .returns(CreditOutcome.UNKNOWN, InDoubtException::creditOutcome)
                .returns(false, InDoubtException::isRetryable);
        assertThat(again.getMessage().getHeader(ImgeoConstants.RETRYABLE)).isEqualTo(false);
        assertThat(other.isFailed()).isFalse();
        assertThat(studio.ledger().calls(LOST)).isEqualTo(1);
    }

    @Test
    void paysTwiceWhereThatIsAskedFor() {
        String retry = KEYED + "&inDoubtPolicy=retry";
        studio.send(retry, LOST);

        Exchange again = studio.send(retry, LOST);
        Exchange third = studio.send(retry, LOST);

        assertThat(again.isFailed()).isFalse();
        assertThat(third.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
        assertThat(studio.ledger().netCharges(LOST)).isEqualTo(2);
    }

    @Test
    void stopsTheRoute() throws Exception {
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to(KEYED + "&inDoubtPolicy=stop");
            }
        });

        Exchange lost = studio.send("direct:a", LOST);

        assertThat(lost.getException()).isInstanceOf(TransportException.class);
        await().until(() -> studio.context.getRouteController().getRouteStatus("a") == ServiceStatus.Stopped);
    }

    @Test
    void stopsNoRouteForWhatCostNothing() throws Exception {
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to(KEYED + "&inDoubtPolicy=stop");
            }
        });

        studio.send("direct:a", "a fox. sandbox: 500");

        assertThat(studio.send("direct:a", "a hare").isFailed()).isFalse();
    }
}
