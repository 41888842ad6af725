package club.imgeo.quarkus;

import club.imgeo.camel.ImgeoConstants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** What the cards cost so far. */
@Named
@ApplicationScoped
public class Album {
    private BigDecimal spent = BigDecimal.ZERO;

    public synchronized String add(@Body List<String> images, @Header(ImgeoConstants.CREDITS_USED) BigDecimal credits) {
        spent = spent.add(credits);
        return images.get(0);
    }

    public synchronized BigDecimal spent() {
        return spent;
    }
}
