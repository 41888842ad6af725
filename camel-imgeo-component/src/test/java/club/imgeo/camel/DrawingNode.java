package club.imgeo.camel;

import club.imgeo.charge.JdbcJournal;
import club.imgeo.client.ImgeoException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process of its own. Its route draws every line of a file, with the number of the line as the key, sends again what is
 * free to repeat, and says line by line what came: {@code opened}, {@code again KEY EXCEPTION}, {@code drawn KEY URLS} or
 * {@code failed KEY EXCEPTION} for each key, {@code end}.
 */
final class DrawingNode {
    private static final PrintStream OUT = System.out;

    /** @param journal {@code file:DIR}, or the URL of a PostgreSQL; after {@code held:}, outcomes wait for a line of input */
    record Options(String baseUrl, Path prompts, String journal, Duration requestTimeout, int maxInFlight) {
        List<String> toArguments() {
            return List.of(
                    baseUrl,
                    prompts.toString(),
                    journal,
                    Long.toString(requestTimeout.toMillis()),
                    Integer.toString(maxInFlight));
        }

        static Options of(String... arguments) {
            return new Options(
                    arguments[0],
                    Path.of(arguments[1]),
                    arguments[2],
                    Duration.ofMillis(Long.parseLong(arguments[3])),
                    Integer.parseInt(arguments[4]));
        }
    }

    private DrawingNode() {}

    static String key(int line) {
        return "order-" + line;
    }

    public static void main(String... arguments) throws Exception {
        Options options = Options.of(arguments);
        ImgeoComponent imgeo = new ImgeoComponent(); // with the API key of the environment
        imgeo.setBaseUrl(options.baseUrl);
        imgeo.setJournal(journal(options.journal));
        imgeo.setRequestTimeout(options.requestTimeout.toMillis());
        imgeo.setMaxInFlight(options.maxInFlight);
        imgeo.setMaxRetries(0); // those of the route are enough
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.setLoadTypeConverters(false);
            context.addComponent("imgeo", imgeo);
            context.addRoutes(new Orders());
            context.start();
            say("opened");
            context.createProducerTemplate().sendBody("direct:orders", Files.readAllLines(options.prompts));
            say("end");
        }
    }

    private static Object journal(String option) {
        if (option.startsWith("file:")) {
            return option;
        }
        boolean isHeld = option.startsWith("held:");
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(isHeld ? option.substring("held:".length()) : option);
        database.setUser("postgres");
        database.setPassword("postgres");
        return isHeld ? new HeldOutcomes(JdbcJournal.in(database), DrawingNode::say) : database;
    }

    private static final class Orders extends RouteBuilder {
        @Override
        public void configure() {
            onException(ImgeoException.class)
                    .retryWhile(header(ImgeoConstants.RETRYABLE))
                    .redeliveryDelay(50)
                    .asyncDelayedRedelivery()
                    .onRedelivery(exchange -> say("again", exchange, failure(exchange)))
                    .handled(true)
                    .process(exchange -> say("failed", exchange, failure(exchange)));
            from("direct:orders")
                    .split(body())
                    .parallelProcessing()
                    .to("imgeo:generate?model=" + Studio.CHEAP + "&chargeKey=order-${exchangeProperty.CamelSplitIndex}")
                    .process(exchange -> say("drawn", exchange, images(exchange)));
        }
    }

    private static String failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT).getClass().getSimpleName();
    }

    private static String images(Exchange exchange) {
        List<?> urls = exchange.getMessage().getHeader(ImgeoConstants.IMAGES, List.class);
        return String.join(" ", urls.stream().map(Object::toString).toList());
    }

    private static void say(String what, Exchange exchange, String more) {
        say(what + " " + key(exchange.getProperty(Exchange.SPLIT_INDEX, 0, Integer.class)) + " " + more);
    }

    private static void say(String line) {
        synchronized (OUT) {
            OUT.println(line);
            OUT.flush();
        }
    }
}
