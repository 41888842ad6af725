package club.imgeo.postcards;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.Quote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.apache.camel.ProducerTemplate;

/** Has the route draw, since what the route draws is paid for once; what costs nothing it asks the client itself. */
@ApplicationScoped
class Shop {
    @Inject
    ProducerTemplate route;

    @Inject
    ImgeoClient imgeo;

    /** The URL of the card. The same order gets the same card, and is not paid for again. */
    String order(String number, String place) {
        return route.requestBodyAndHeader("direct:card", place, "order", number, String.class);
    }

    BigDecimal price() {
        Quote quote =
                imgeo.quote(GenerateRequest.of(CardRoute.MODEL, "any place")).join();
        return requireNonNull(quote.credits()); // this model's price is known
    }

    BigDecimal creditsLeft() {
        return imgeo.balance().join().credits();
    }
}
