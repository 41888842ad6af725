package club.imgeo.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoClient;
import club.imgeo.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SandboxResource.class)
class PostcardsTest {
    @SuppressWarnings("NullAway.Init") // set by SandboxResource
    Sandbox sandbox;

    @Inject
    Shop shop;

    @Inject
    CamelContext camel;

    @Inject
    ImgeoClient imgeo;

    @Test
    void areDrawnByTheBeansOfTheApplicationAndPaidForOnce() {
        String first = shop.order("1001", "Lisbon");
        String again = shop.order("1001", "Lisbon");

        assertThat(again).isEqualTo(first);
        assertThat(sandbox.ledger().netCharges("Lisbon at sunset, as a vintage postcard"))
                .isOne();
        assertThat(sandbox.ledger().calls("Lisbon at sunset, as a vintage postcard"))
                .isOne();
    }

    @Test
    void areDrawnWithTheClientThatIsInjected() {
        Generation fox =
                imgeo.generate(GenerateRequest.of(PostcardRoute.MODEL, "a fox")).join();

        assertThat(camel.getTypeConverter().convertTo(String.class, fox)).isEqualTo(fox.toJson());
        assertThat(imgeo)
                .isSameAs(camel.getComponent("imgeo", ImgeoComponent.class).client());
        assertThat(sandbox.ledger().net("a fox")).isOne();
    }

    @Test
    void areDrawnInTheContextOfQuarkus() {
        assertThat(camel.getClass().getName()).startsWith("org.apache.camel.quarkus");
    }
}
