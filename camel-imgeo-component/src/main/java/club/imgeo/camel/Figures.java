package club.imgeo.camel;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.KnownBalance;
import club.imgeo.charge.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to be asked for: the journals for what is in doubt, imgeo for the balance. It is kept, so that whoever
 * publishes it asks nobody. Safe for use by many threads.
 */
final class Figures {
    /** So many as to make no difference to a person who has to look at each. */
    private static final int MOST_DOUBTS = 10_000;

    private final ImgeoComponent component;
    private final Scope scope;
    private final InstantSource clock = InstantSource.system();
    private volatile @Nullable Doubts doubts;
    private volatile @Nullable BigDecimal unexplained;
    private volatile @Nullable Instant unexplainedAt;

    /**
     * Charges in doubt, in all journals of the component.
     *
     * @param credits what they cost, if they were made
     */
    record Doubts(int count, BigDecimal credits, Instant at) {
        private static Doubts of(List<Charge> charges, Instant at) {
            BigDecimal credits = charges.stream()
                    .map(charge -> charge.credits() == null ? BigDecimal.ZERO : charge.credits())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Doubts(charges.size(), credits, at);
        }
    }

    /** @param name as the Camel context knows it */
    Figures(ImgeoComponent component, String name) {
        this.component = component;
        scope = new Scope(name, null, null);
    }

    /** Asks the journals alone. */
    CompletableFuture<Doubts> askForDoubts() {
        Instant now = clock.instant();
        CompletableFuture<List<Charge>> all = CompletableFuture.completedFuture(List.of());
        for (ChargeJournal journal : component.ledgers().journals()) {
            all = all.thenCombine(journal.inDoubt(MOST_DOUBTS, now), this::joined);
        }
        return all.thenApply(charges -> {
            Doubts news = Doubts.of(charges, now);
            doubts = news;
            return news;
        });
    }

    /** Asks for everything. Fails where anything cannot be had; what can is kept all the same. */
    CompletableFuture<?> ask() {
        CompletableFuture<?> doubtful = askForDoubts();
        if (!component.hasApiKey()) {
            return doubtful;
        }
        Instant now = clock.instant();
        CompletableFuture<?> account = component
                .reconciliation()
                .unexplained(scope, component.ledgers().journals())
                .thenAccept(news -> {
                    if (news != null) {
                        unexplained = news;
                        unexplainedAt = now;
                    }
                });
        return CompletableFuture.allOf(doubtful, account);
    }

    private List<Charge> joined(List<Charge> some, List<Charge> more) {
        List<Charge> all = new ArrayList<>(some);
        more.stream().filter(charge -> scope.includes(charge.intent().scope())).forEach(all::add);
        return all;
    }

    /** Null before they were asked for. */
    @Nullable
    Doubts doubts() {
        return doubts;
    }

    /** Whoever asked for it last; null where nobody has. */
    @Nullable
    KnownBalance balance() {
        return component.reconciliation().latest();
    }

    /** Null before it was known. */
    @Nullable
    BigDecimal unexplained() {
        return unexplained;
    }

    /** Of the oldest; null where one of them is missing still. */
    @Nullable
    Duration age() {
        Doubts known = doubts;
        Instant account = component.hasApiKey() ? unexplainedAt : clock.instant();
        if (known == null || account == null) {
            return null;
        }
        Instant oldest = known.at.isBefore(account) ? known.at : account;
        return Duration.between(oldest, clock.instant());
    }
}
