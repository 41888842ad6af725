package club.imgeo.quarkus;

import club.imgeo.client.ImgeoClient;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has the route draw, since what the route draws is paid for once; what costs nothing it asks the client itself. */
@ApplicationScoped
public class Shop {
    @Inject
    ProducerTemplate route;

    @Inject
    ImgeoClient imgeo;

    @Inject
    Album album;

    /** What to draw as soon as that is possible, and then to close. */
    @Inject
    @ConfigProperty(name = "orders")
    Optional<List<String>> orders;

    void open(@Observes CamelContextStartedEvent event) {
        if (orders.isEmpty()) {
            return;
        }
        for (String place : orders.get()) {
            System.out.println("  " + place + ": " + order(place, place));
        }
        System.out.println(orders.get().size() + " orders, " + album.spent() + " credits spent, "
                + imgeo.balance().join().credits() + " left.");
        Quarkus.asyncExit();
    }

    /** The URL of the card. The same order gets the same card, and is not paid for again. */
    public String order(String number, String place) {
        return route.requestBodyAndHeader("direct:card", place, "order", number, String.class);
    }
}
