package club.imgeo.camel;

import club.imgeo.camel.Operation.Answer;
import club.imgeo.charge.Charge;
import club.imgeo.charge.JournalReport;
import club.imgeo.charge.Resolution;
import club.imgeo.charge.Scope;
import club.imgeo.client.Excerpt;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** imgeo:journal: what is in doubt, what a person says of it, and whether the bill adds up. */
final class Journaling {
    private static final Logger LOG = LoggerFactory.getLogger(Journaling.class);
    private static final int MOST_LISTED = 1_000;

    private final ImgeoComponent component;
    private final Ledgers.Ledger ledger;
    private final Scope scope;
    private final InstantSource clock = InstantSource.system();

    private Journaling(ImgeoEndpoint endpoint) {
        component = endpoint.getComponent();
        ledger = endpoint.ledger();
        scope = new Scope(component.name(), null, null);
    }

    static Operation of(ImgeoEndpoint endpoint) {
        Journaling journaling = new Journaling(endpoint);
        return switch (JournalOperation.parse(endpoint.getConfiguration().getJournalOperation())) {
            case LIST -> message -> journaling.list();
            case RESOLVE -> message -> journaling.resolve(Resolution.read(fields(message)));
            case REPORT -> message -> journaling.report();
        };
    }

    private CompletableFuture<Answer> list() {
        return ledger.journal().inDoubt(MOST_LISTED, clock.instant()).thenApply(Journaling::listed);
    }

    private CompletableFuture<Answer> resolve(Resolution resolution) {
        return resolution.in(ledger.journal(), clock.instant()).thenApply(charge -> {
            LOG.info(
                    "Resolved {}, attempt {}, as {}: so says {}, since {}",
                    Excerpt.quoted(charge.givenKey(), charge.intent().scope().tenant()),
                    charge.attempt(),
                    resolution.outcome(),
                    resolution.by(),
                    resolution.why());
            return new Answer(JournalEntry.of(charge), Map.of());
        });
    }

    private CompletableFuture<Answer> report() {
        return component
                .reconciliation()
                .report(
                        scope,
                        ledger.journal(),
                        component.ledgers().journals(),
                        ledger.payments().replays())
                .thenApply(Journaling::reported);
    }

    private static Answer listed(List<Charge> doubts) {
        JournalEntries entries =
                new JournalEntries(doubts.stream().map(JournalEntry::of).toList());
        return new Answer(entries, Map.of(ImgeoConstants.IN_DOUBT_COUNT, entries.size()));
    }

    private static Answer reported(JournalReport report) {
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put(ImgeoConstants.IN_DOUBT_CREDITS, report.inDoubt());
        headers.put(ImgeoConstants.UNEXPLAINED_CREDITS, report.unexplained());
        return new Answer(report, headers);
    }

    private static Map<?, ?> fields(Message message) {
        Object body = message.getBody();
        if (body instanceof Map<?, ?> map) {
            return map;
        }
        if (body instanceof JsonNode node) {
            return JournalJson.fields(node);
        }
        Object text = body == null ? "" : BodyText.of(message, body);
        if (!(text instanceof String json)) {
            throw JournalJson.refused("is of type " + text.getClass().getName());
        }
        return JournalJson.read(json);
    }
}
