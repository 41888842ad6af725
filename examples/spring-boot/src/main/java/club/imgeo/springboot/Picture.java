package club.imgeo.springboot;

import club.imgeo.camel.ImgeoConstants;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** @param credits what it cost; 0 for one that was there already, null where nobody knows the price */
record Picture(URI url, @Nullable BigDecimal credits) {
    static Picture of(Message drawn) {
        String first = drawn.getHeader(ImgeoConstants.IMAGES, List.class).get(0).toString();
        return new Picture(URI.create(first), drawn.getHeader(ImgeoConstants.CREDITS_USED, BigDecimal.class));
    }
}
