package club.imgeo.benchmarks;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.camel.ImgeoConstants;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** What a user of the component writes. */
final class ImgeoRoute extends RouteBuilder {
    static final String START = "direct:draw";

    private final Target target;
    private final int inFlight;

    ImgeoRoute(Target target, int inFlight) {
        this.target = target;
        this.inFlight = inFlight;
    }

    @Override
    public void configure() {
        ImgeoComponent imgeo = getContext().getComponent("imgeo", ImgeoComponent.class);
        imgeo.setApiKey(target.apiKey());
        imgeo.setBaseUrl(target.baseUrl());
        imgeo.setMaxInFlight(inFlight);

        from(START).to("imgeo:generate?model=" + Contender.MODEL).process(exchange -> {
            List<?> urls = exchange.getMessage().getHeader(ImgeoConstants.IMAGES, List.class);
            Contender.check(urls.get(0));
        });
    }
}
