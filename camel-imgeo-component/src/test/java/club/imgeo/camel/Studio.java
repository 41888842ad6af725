package club.imgeo.camel;

import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/** A Camel context whose imgeo component draws in a sandbox of its own, on an account with 10 credits at first. */
public final class Studio implements AutoCloseable {
    /** Costs 1 credit per image. */
    public static final String CHEAP = "black-forest-labs/flux-schnell";

    public final Sandbox sandbox;
    public final String key;
    public final DefaultCamelContext context = newContext();
    public final ImgeoComponent imgeo = new ImgeoComponent();
    private final Map<String, AsyncProducer> producers = new HashMap<>();
    private ProducerTemplate template = context.createProducerTemplate();

    private Studio(Sandbox sandbox) {
        this.sandbox = sandbox;
        key = sandbox.signUp();
        imgeo.setBaseUrl(sandbox.baseUrl().toString());
        imgeo.setApiKey(key);
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(5);
        context.addComponent("imgeo", imgeo);
    }

    /** Its plugins are those beside this class, which need not be those of the JVM's class path. */
    private static DefaultCamelContext newContext() {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.setApplicationContextClassLoader(Studio.class.getClassLoader());
        context.build();
        return context;
    }

    public static Studio open() {
        return open(imgeo -> {});
    }

    /** Ready to draw, with options that {@code setting} sets. */
    public static Studio open(Consumer<ImgeoComponent> setting) {
        return closed(setting).started();
    }

    /** Not started yet. */
    public static Studio closed(Consumer<ImgeoComponent> setting) {
        return in(Sandbox.start(), setting);
    }

    public static Studio in(Sandbox sandbox, Consumer<ImgeoComponent> setting) {
        Studio studio = new Studio(sandbox);
        setting.accept(studio.imgeo);
        return studio;
    }

    public Studio started() {
        context.start();
        template = context.createProducerTemplate();
        return this;
    }

    /** A second account, while the context runs. */
    public ImgeoComponent addAtRunTime(String name, String itsKey) {
        return addAtRunTime(name, itsKey, second -> {});
    }

    public ImgeoComponent addAtRunTime(String name, String itsKey, Consumer<ImgeoComponent> setting) {
        ImgeoComponent second = new ImgeoComponent();
        second.setBaseUrl(sandbox.baseUrl().toString());
        second.setApiKey(itsKey);
        setting.accept(second);
        context.addComponent(name, second);
        return second;
    }

    public Studio with(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    /** Loads routes written in YAML or XML from the test's resources. */
    public Studio withResource(String location) throws Exception {
        PackageScanResourceResolver resolver = PluginHelper.getPackageScanResourceResolver(context);
        PluginHelper.getRoutesLoader(context).loadRoutes(resolver.findResources(location));
        return this;
    }

    public Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    public Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> fill(exchange, body, headers));
    }

    public Exchange sendWithCharset(String uri, Object body, String charset) {
        return template.request(uri, exchange -> {
            exchange.setProperty(Exchange.CHARSET_NAME, charset);
            exchange.getIn().setBody(body);
        });
    }

    /** Holds no thread, unlike a template's asynchronous methods. */
    public CompletableFuture<Exchange> sendAsync(String uri, Object body) {
        return sendAsync(uri, body, exchange -> {});
    }

    /** @param called hears of each call of the callback */
    public CompletableFuture<Exchange> sendAsync(String uri, Object body, Consumer<Exchange> called) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody(body);
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        producers.computeIfAbsent(uri, this::producer).process(exchange, doneSync -> {
            called.accept(exchange);
            answer.complete(exchange);
        });
        return answer;
    }

    private AsyncProducer producer(String uri) {
        try {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            context.addService(producer);
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(Exchange exchange, Object body, Map<String, Object> headers) {
        exchange.getIn().setBody(body);
        exchange.getIn().setHeaders(new HashMap<>(headers));
    }

    public Ledger ledger() {
        return sandbox.ledger();
    }

    @Override
    public void close() {
        context.stop();
        sandbox.close();
    }
}
