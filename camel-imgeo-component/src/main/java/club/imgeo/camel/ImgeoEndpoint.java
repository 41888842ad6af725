package club.imgeo.camel;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Draw images with AI models on imgeo, paid for in credits.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "imgeo",
        title = "imgeo",
        syntax = "imgeo:operation",
        category = {Category.AI, Category.CLOUD},
        headersClass = ImgeoConstants.class)
public class ImgeoEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint {
    @UriPath(enums = "generate,quote,models,balance,journal")
    @Metadata(required = true)
    private ImgeoOperation operation = ImgeoOperation.GENERATE;

    @UriParam
    private ImgeoConfiguration configuration = new ImgeoConfiguration();

    /** The default of the inherited option; a field of its name so that the option's documentation says so. */
    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "Milliseconds before the next poll.")
    private final long delay = 60_000;

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
    public Consumer createConsumer(Processor processor) throws Exception {
        ScheduledPollConsumer consumer = new ImgeoConsumer<>(this, processor, Watches.of(this));
        configureConsumer(consumer);
        if (getDelay() < 0) { // not set
            consumer.setDelay(Math.max(1, getTimeUnit().convert(delay, TimeUnit.MILLISECONDS)));
        }
        return consumer;
    }

    /** What a route's author got wrong fails the start of the route and not the thousandth message. */
    @Override
    protected void doStart() throws Exception {
        ServiceHelper.startService(getComponent()); // a splitter starts its steps before Camel starts the component
        super.doStart();
        if (operation.needsApiKey() && !getComponent().hasApiKey()) {
            throw new IllegalArgumentException(
                    "imgeo:" + operation + ": " + getComponent().whyNoApiKey());
        }
        StartCheck.check(this);
    }

    /** The journal of its own option, else the component's. */
    Ledgers.Ledger ledger() {
        Object own = configuration.getJournal();
        return getComponent().ledgers().of(own == null ? getComponent().getJournal() : own);
    }

    /** Those that a message must fit, the component's and its own. */
    List<Budget> budgets() {
        List<Budget> budgets = Stream.of(getComponent().budget(), configuration.budget())
                .filter(Objects::nonNull)
                .toList();
        if (budgets.stream()
                        .map(Budget::header)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "creditBudgetPer: the component and the endpoint count by different headers,"
                            + " and a charge has one tenant; name the same one");
        }
        return budgets;
    }

    public ImgeoOperation getOperation() {
        return operation;
    }

    /**
     * What to do: draw images (generate), check and price a request without spending (quote), list the models (models),
     * tell the credits left (balance), or see to what is in doubt (journal).
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
