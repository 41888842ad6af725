package club.imgeo.postcards;

import jakarta.enterprise.context.Dependent;
import org.apache.camel.builder.RouteBuilder;

/** From a place to a picture of it. Routes that are beans need no more than a scope to be found. */
@Dependent
class CardRoute extends RouteBuilder {
    static final String MODEL = "black-forest-labs/flux-schnell";

    @Override
    public void configure() {
        from("direct:card")
                .bean(Copywriter.class) // a bean by its type
                .to("imgeo:generate?aspectRatio=3:2&chargeKey=${header.order}&model=" + MODEL)
                .to("bean:album"); // and one by its name
    }
}
