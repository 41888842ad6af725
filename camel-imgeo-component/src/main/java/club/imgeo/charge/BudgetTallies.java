package club.imgeo.charge;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.Excerpt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all budgets have taken up, for journals that hold their charges in memory. A change of a charge finds the tallies
 * that it concerns by their scopes, so it costs the same however many tenants there are. A tally goes when its window has
 * passed without a charge, or when all of it was given back. Not safe for use by several threads.
 */
public final class BudgetTallies {
    /** Each takes a few hundred bytes. */
    private static final int MOST_TENANTS = 100_000;

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** By window and scope. Of one window, the tally that was used longest ago comes first, and so expires first. */
    private final Map<Duration, Map<Scope, Tally>> byWindow = new HashMap<>();
    /** Those that this step has asked for. */
    private final List<Cap> asked = new ArrayList<>();

    private final int mostTenants;

    public BudgetTallies() {
        this(MOST_TENANTS);
    }

    BudgetTallies(int mostTenants) {
        this.mostTenants = mostTenants;
    }

    /**
     * Returns the credits that {@code cap} has taken up by {@code now}.
     *
     * @param all every charge of the cap's scope, and perhaps others; read only for a tally that is not there, and if
     *     {@code now} has gone back by more than a minute
     * @throws BudgetExceededException for a tenant without a tally, if there are too many already
     */
    public BigDecimal counted(Cap cap, Instant now, Supplier<Stream<Charge>> all) {
        Instant since = cap.since(now);
        Map<Scope, Tally> tallies =
                byWindow.computeIfAbsent(window(cap), unused -> new LinkedHashMap<>(16, 0.75f, true));
        dropExpired(tallies, since);
        Tally tally = tallies.get(cap.scope());
        if (tally == null) {
            if (cap.scope().tenant() != null && tallies.size() >= mostTenants) {
                throw tooMany(cap.scope().tenant());
            }
            tally = new Tally(cap);
            tallies.put(cap.scope(), tally);
        }
        asked.add(cap);
        return tally.counted(since, all);
    }

    /** Keeps up with a charge that is new or has changed, as {@link Tally#replace} does. */
    public void replace(@Nullable Charge old, Charge charge) {
        if (byWindow.isEmpty()) {
            return;
        }
        List<Scope> scopes = charge.intent().scope().enclosing();
        for (Map<Scope, Tally> tallies : byWindow.values()) {
            for (Scope scope : scopes) {
                Tally tally = tallies.get(scope);
                if (tally != null) {
                    tally.replace(old, charge);
                    if (tally.isEmpty()) {
                        tallies.remove(scope);
                    }
                }
            }
        }
    }

    /** Ends a step: lets go of tallies that it asked for and put nothing into, since it was refused. */
    public void endStep() {
        for (Cap cap : asked) {
            Map<Scope, Tally> tallies = byWindow.get(window(cap));
            Tally tally = tallies == null ? null : tallies.get(cap.scope());
            if (tallies != null && tally != null && tally.isEmpty()) {
                tallies.remove(cap.scope());
            }
        }
        asked.clear();
    }

    /** Lets go of everything; what is asked for next is added up again. */
    public void clear() {
        byWindow.clear();
        asked.clear();
    }

    /** Returns the number of tallies, for tests. */
    int size() {
        return byWindow.values().stream().mapToInt(Map::size).sum();
    }

    private static void dropExpired(Map<Scope, Tally> tallies, Instant since) {
        Iterator<Tally> oldestFirst = tallies.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().isEmptySince(since)) {
            oldestFirst.remove();
        }
    }

    private static Duration window(Cap cap) {
        return Objects.requireNonNullElse(cap.window(), FOREVER);
    }

    private BudgetExceededException tooMany(String tenant) {
        return BudgetExceededException.of("creditBudgetPer: " + mostTenants
                + " tenants have spent credits in creditBudgetWindow, as many as a journal in memory counts, and "
                + Excerpt.quoted(tenant) + " is none of them; use journal=file:DIR or a database, which have no such"
                + " limit, set a shorter creditBudgetWindow, or let only known tenants send");
    }
}
