package club.imgeo.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** A prompt comes in, a {@link Picture} goes out. */
@Component
final class DrawingRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:picture")
                .routeId("drawing")
                .errorHandler(noErrorHandler()) // imgeo repeats by itself what is free to repeat; Failures has the rest
                .to("imgeo:generate?model={{pictures.model}}&bodyAs=prompt&chargeKeyFromHeader=true")
                .setBody(exchange -> Picture.of(exchange.getMessage()));
    }
}
