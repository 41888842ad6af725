package club.imgeo.postcards;

import club.imgeo.camel.ImgeoConstants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The cards drawn so far, and what they cost. */
@Named
@ApplicationScoped
class Album {
    private final Map<String, String> cards = new TreeMap<>();
    private BigDecimal spent = BigDecimal.ZERO;

    synchronized String add(
            @Header("order") String order,
            @Body List<String> images,
            @Header(ImgeoConstants.CREDITS_USED) BigDecimal credits) {
        cards.put(order, images.get(0));
        spent = spent.add(credits);
        return images.get(0);
    }

    synchronized Map<String, String> cards() {
        return Map.copyOf(cards);
    }

    synchronized BigDecimal spent() {
        return spent;
    }
}
