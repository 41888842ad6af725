package club.imgeo.benchmarks;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.camel.ImgeoConstants;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.postgresql.ds.PGSimpleDataSource;

/** Orders that are to be paid for once each: a key from a header, and a journal. */
final class KeyedRoute extends RouteBuilder {
    private final Target target;
    private final int inFlight;
    private final String journal;
    private final AtomicLong orders = new AtomicLong();

    /** @param journal as the option says it, or the JDBC URL of a PostgreSQL */
    KeyedRoute(Target target, int inFlight, String journal) {
        this.target = target;
        this.inFlight = inFlight;
        this.journal = journal;
    }

    @Override
    public void configure() {
        ImgeoComponent imgeo = getContext().getComponent("imgeo", ImgeoComponent.class);
        imgeo.setApiKey(target.apiKey());
        imgeo.setBaseUrl(target.baseUrl());
        imgeo.setMaxInFlight(inFlight);
        imgeo.setJournal(journal.startsWith("jdbc:") ? database(journal) : journal);

        from(ImgeoRoute.START)
                .process(exchange ->
                        exchange.getMessage().setHeader(ImgeoConstants.CHARGE_KEY, "order-" + orders.incrementAndGet()))
                .to("imgeo:generate?model=" + Contender.MODEL
                        + (journal.startsWith("jdbc:") ? "&chargeKeyFromHeader=true" : ""))
                .process(exchange -> {
                    List<?> urls = exchange.getMessage().getHeader(ImgeoConstants.IMAGES, List.class);
                    Contender.check(urls.get(0));
                });
    }

    private static PGSimpleDataSource database(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        return database;
    }
}
