package club.imgeo.quickstart;

import club.imgeo.camel.ImgeoConstants;
import club.imgeo.client.ImgeoException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The whole job: a file of prompts comes in, a gallery comes out. {@link Gallery} takes notes. */
final class GalleryRoute extends RouteBuilder {
    private final Gallery gallery;

    GalleryRoute(Gallery gallery) {
        this.gallery = gallery;
    }

    @Override
    public void configure() {
        onException(ImgeoException.class)
                .onWhen(header(ImgeoConstants.RETRYABLE)) // it cost nothing, or was refunded, and may succeed now
                .maximumRedeliveries(2)
                .redeliveryDelay(500)
                .onRedelivery(gallery::again)
                .handled(true)
                .process(gallery::failed);
        onException(Exception.class).handled(true).process(gallery::failed);

        from("direct:gallery")
                .toV("imgeo:balance", null, "before") // kept as a variable; the body is still the file
                .split()
                .body(InputStream.class, Prompts::read)
                .to("direct:quote")
                .end()
                .process(gallery::total) // says what it will cost
                .split()
                .exchange(exchange -> gallery.quotes())
                .to("direct:draw")
                .end()
                .toV("imgeo:balance", null, "after")
                .transform()
                .exchange(gallery::page)
                .to("file:{{gallery.folder}}?fileName=index.html");

        from("direct:quote") // checks and prices a row of the file; costs nothing
                .to("imgeo:quote")
                .process(gallery::quoted);

        from("direct:draw") // costs credits
                .to("imgeo:generate")
                .process(gallery::drawn)
                .split(header(ImgeoConstants.IMAGES))
                .to("direct:download")
                .end();

        from("direct:download")
                .setHeader(Exchange.HTTP_URI, body())
                .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                .to("http:picture") // the header counts before this address
                .process(gallery::downloaded) // which gives the file its name
                .to("file:{{gallery.folder}}");
    }
}
