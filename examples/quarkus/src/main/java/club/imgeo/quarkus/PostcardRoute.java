package club.imgeo.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** From a place to a picture of it. */
@ApplicationScoped
public class PostcardRoute extends RouteBuilder {
    static final String MODEL = "black-forest-labs/flux-schnell";

    @Override
    public void configure() {
        from("direct:card")
                .bean(Copywriter.class) // a bean by its type
                .to("imgeo:generate?aspectRatio=3:2&chargeKey=${header.order}&model=" + MODEL)
                .to("bean:album"); // and one by its name
    }
}
