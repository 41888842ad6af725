package club.imgeo.camel;

import club.imgeo.sandbox.Sandbox;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/** A studio with one route that consumes from imgeo, and that keeps what it heard of. */
final class Watching implements AutoCloseable {
    private enum Fate {
        SUCCEEDS,
        THROWS,
        ROLLS_BACK
    }

    private final Studio studio;
    private final List<Exchange> heard = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private volatile Fate next = Fate.SUCCEEDS;
    private volatile CountDownLatch held = new CountDownLatch(0);

    private Watching(Studio studio) {
        this.studio = studio;
    }

    static Watching open(String uri) throws Exception {
        return open(Sandbox.start(), uri, imgeo -> imgeo.setMaxRetries(0));
    }

    /** @param fault what the first poll meets */
    static Watching open(String uri, String fault) throws Exception {
        Sandbox sandbox = Sandbox.start();
        sandbox.next("balance: " + fault);
        return open(sandbox, uri, imgeo -> imgeo.setMaxRetries(0));
    }

    static Watching open(Sandbox sandbox, String uri, Consumer<ImgeoComponent> setting) throws Exception {
        Watching watching = new Watching(Studio.in(sandbox, setting));
        try {
            watching.studio.with(watching.from(uri)).started();
            return watching;
        } catch (Exception e) {
            watching.close();
            throw e;
        }
    }

    private RouteBuilder from(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .onWhen(exchange -> exchange.getProperty(Exchange.ERRORHANDLER_BRIDGE) != null)
                        .handled(true)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
                from(uri).routeId("watching").process(Watching.this::hear);
            }
        };
    }

    private void hear(Exchange exchange) throws InterruptedException {
        Fate fate = next;
        next = Fate.SUCCEEDS;
        CountDownLatch hold = held;
        held = new CountDownLatch(0);
        heard.add(exchange.copy());
        hold.await();
        switch (fate) {
            case THROWS -> throw new IllegalStateException("as told");
            case ROLLS_BACK -> exchange.setRollbackOnly(true);
            case SUCCEEDS -> {}
        }
    }

    /** What the route does with the next news: it throws, or else marks them to be rolled back. */
    void failNext(boolean throwing) {
        next = throwing ? Fate.THROWS : Fate.ROLLS_BACK;
    }

    /** Holds the next news in the route until the latch is counted down. */
    CountDownLatch holdNext() {
        CountDownLatch latch = new CountDownLatch(1);
        held = latch;
        return latch;
    }

    ScheduledPollConsumer consumer() {
        return (ScheduledPollConsumer) studio.context.getRoute("watching").getConsumer();
    }

    /** One poll, in this thread; for endpoints with {@code startScheduler=false}. */
    void poll() {
        consumer().run();
    }

    List<Exchange> heard() {
        return heard;
    }

    List<@Nullable Object> bodies() {
        return heard.stream()
                .<@Nullable Object>map(each -> each.getIn().getBody())
                .toList();
    }

    /** What failed in a poll and came by the error handler. */
    List<Exception> failures() {
        return failures;
    }

    Studio studio() {
        return studio;
    }

    Sandbox sandbox() {
        return studio.sandbox;
    }

    void buy(long credits) {
        sandbox().buy(studio.key, credits);
    }

    /** As the website might, from the same account. */
    void spend(int images) {
        for (int i = 0; i < images; i++) {
            studio.send("imgeo:generate?model=" + Studio.CHEAP, "a fox " + i);
        }
    }

    long requests(String path) {
        return studio.ledger().requests(path);
    }

    /** Stops the route, and nothing else. */
    void stop() throws Exception {
        studio.context.getRouteController().stopRoute("watching");
    }

    @Override
    public void close() {
        studio.close();
    }
}
