package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A journal that lives as long as the process. It guards against redelivery inside it, and keeps budgets; after a
 * restart it knows nothing, so what was in flight is lost to it.
 *
 * <p>Of attempts that have ended it keeps the last hundred thousand, and what was paid for as long as its key; what is in
 * doubt it keeps all. Budgets count what it has
 * forgotten, too.
 */
public final class MemoryJournal implements ChargeJournal {
    private static final int MOST_ENDED = 100_000;

    private final Map<String, List<Charge>> charges = new LinkedHashMap<>();
    /** The keys of each tenant, so that the first sum of one looks at no charge of another. */
    private final Map<Scope, Set<String>> byTenant = new HashMap<>();

    private final BudgetTallies tallies;
    /** Keys in the order in which they last ended; a key may be there twice, and is forgotten by its last place. */
    private final Deque<Ended> ended = new ArrayDeque<>();

    private final int mostEnded;

    private record Ended(String key, Instant changedAt) {
        boolean includes(Charge charge) {
            return !charge.state().isOpen() && !charge.changedAt().isAfter(changedAt);
        }
    }

    public MemoryJournal() {
        this(MOST_ENDED);
    }

    MemoryJournal(int mostEnded) {
        this(mostEnded, new BudgetTallies());
    }

    MemoryJournal(int mostEnded, BudgetTallies tallies) {
        this.mostEnded = mostEnded;
        this.tallies = tallies;
    }

    @Override
    public void open() {
        // is ready
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        try {
            return CompletableFuture.completedFuture(changed(key, step));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized <T> T changed(String key, Transition<T> step) {
        try {
            return made(key, step);
        } finally {
            tallies.endStep();
        }
    }

    private <T> T made(String key, Transition<T> step) {
        List<Charge> before = charges.getOrDefault(key, List.of());
        Change<T> change = step.from(new View(before));
        if (change.put().isEmpty()) {
            return change.answer();
        }
        List<Charge> after = after(before, change);
        charges.put(key, after);
        index(key, before, after);
        Charge last = after.get(after.size() - 1);
        if (!last.state().isOpen()) {
            ended.add(new Ended(key, last.changedAt()));
            forgetSurplus();
        }
        return change.answer();
    }

    private List<Charge> after(List<Charge> before, Change<?> change) {
        boolean isOnlyOne = change.put().size() == 1
                && change.drop().isEmpty()
                && (before.isEmpty()
                        || (before.size() == 1
                                && before.get(0).attempt()
                                        == change.put().get(0).attempt()));
        if (isOnlyOne) { // as nearly always
            tallies.replace(
                    before.isEmpty() ? null : before.get(0), change.put().get(0));
            return change.put();
        }
        Map<Integer, Charge> after = new LinkedHashMap<>();
        before.forEach(charge -> after.put(charge.attempt(), charge));
        change.drop().forEach(charge -> after.remove(charge.attempt()));
        for (Charge charge : change.put()) {
            tallies.replace(after.put(charge.attempt(), charge), charge);
        }
        return after.values().stream()
                .sorted(Comparator.comparingInt(Charge::attempt))
                .toList();
    }

    private void index(String key, List<Charge> before, List<Charge> after) {
        for (Charge charge : before) {
            Scope tenant = tenant(charge.intent().scope());
            if (tenant != null) {
                byTenant.computeIfPresent(tenant, (unused, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
            }
        }
        for (Charge charge : after) {
            Scope tenant = tenant(charge.intent().scope());
            if (tenant != null) {
                byTenant.computeIfAbsent(tenant, unused -> new LinkedHashSet<>(1))
                        .add(key);
            }
        }
    }

    private static @Nullable Scope tenant(Scope scope) {
        return scope.tenant() == null ? null : new Scope(scope.component(), null, scope.tenant());
    }

    private void remove(String key) {
        List<Charge> known = charges.remove(key);
        if (known != null) {
            index(key, known, List.of());
        }
    }

    /** A key goes when its last attempt is among the surplus; before, only what was refunded to it goes. */
    private void forgetSurplus() {
        while (ended.size() > mostEnded) {
            Ended oldest = ended.remove();
            List<Charge> known = charges.getOrDefault(oldest.key, List.of());
            if (known.stream().allMatch(oldest::includes)) {
                remove(oldest.key);
            } else {
                List<Charge> kept = known.stream()
                        .filter(charge -> charge.state() != ChargeState.REFUSED || !oldest.includes(charge))
                        .toList();
                charges.put(oldest.key, kept);
                index(oldest.key, known, kept);
            }
        }
    }

    private final class View implements Transition.Books {
        private final List<Charge> of;

        View(List<Charge> of) {
            this.of = of;
        }

        @Override
        public List<Charge> charges() {
            return of;
        }

        @Override
        public List<Charge> charges(String key) {
            return charges.getOrDefault(key, List.of());
        }

        @Override
        public BigDecimal counted(Cap cap, Instant now) {
            return tallies.counted(cap, now, () -> of(cap.scope()));
        }
    }

    /** Returns the charges that can count in {@code scope}. */
    private Stream<Charge> of(Scope scope) {
        Scope tenant = tenant(scope);
        return tenant == null
                ? all()
                : byTenant.getOrDefault(tenant, Set.of()).stream()
                        .flatMap(key -> charges.getOrDefault(key, List.of()).stream());
    }

    /** Returns the number of entries that stand for tenants, for tests. */
    synchronized int tenantEntries() {
        return byTenant.size() + tallies.size();
    }

    private Stream<Charge> all() {
        return charges.values().stream().flatMap(List::stream);
    }

    @Override
    public synchronized CompletableFuture<List<Charge>> find(String key) {
        return CompletableFuture.completedFuture(charges.getOrDefault(key, List.of()));
    }

    @Override
    public synchronized CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return CompletableFuture.completedFuture(all().filter(charge -> charge.isInDoubt(now))
                .sorted(Comparator.comparing(charge -> charge.intent().at()))
                .limit(most)
                .toList());
    }

    @Override
    public synchronized CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return CompletableFuture.completedFuture(
                Totals.of(all().filter(charge -> scope.includes(charge.intent().scope())
                                && !charge.intent().at().isBefore(since))
                        .toList()));
    }

    @Override
    public synchronized CompletableFuture<Integer> forget(Instant before) {
        List<String> old = new ArrayList<>();
        charges.forEach((key, known) -> {
            if (known.stream().allMatch(charge -> charge.canBeForgotten(before))) {
                old.add(key);
            }
        });
        old.forEach(this::remove);
        return CompletableFuture.completedFuture(old.size());
    }

    /** Keeps what it knows: a component that is stopped may be started again. */
    @Override
    public void close() {
        // nothing to let go of
    }
}
