package club.imgeo.camel;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Draw images with AI models on imgeo, paid for in credits.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "imgeo",
        title = "imgeo",
        syntax = "imgeo:operation",
        category = {Category.AI, Category.CLOUD},
        producerOnly = true,
        headersClass = ImgeoConstants.class)
public class ImgeoEndpoint extends DefaultEndpoint implements AsyncEndpoint {
    @UriPath(enums = "generate,quote,models,balance")
    @Metadata(required = true)
    private ImgeoOperation operation = ImgeoOperation.GENERATE;

    @UriParam
    private ImgeoConfiguration configuration = new ImgeoConfiguration();

    ImgeoEndpoint(String uri, ImgeoComponent component) {
        super(uri, component);
    }

    @Override
    public ImgeoComponent getComponent() {
        return (ImgeoComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new ImgeoProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("imgeo:" + operation + " cannot be consumed from; use it with to(...)");
    }

    /** What a route's author got wrong fails the start of the route and not the thousandth message. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (operation.needsApiKey() && !getComponent().hasApiKey()) {
            throw new IllegalArgumentException("imgeo:" + operation + ": apiKey is missing; set"
                    + " camel.component.imgeo.api-key, or IMGEO_API_KEY in the environment");
        }
        StartCheck.check(this);
    }

    public ImgeoOperation getOperation() {
        return operation;
    }

    /**
     * What to do: draw images (generate), check and price a request without spending (quote), list the models (models),
     * or tell the credits left (balance).
     */
    public void setOperation(ImgeoOperation operation) {
        this.operation = operation;
    }

    public ImgeoConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(ImgeoConfiguration configuration) {
        this.configuration = configuration;
    }
}
