package club.imgeo.kafka;

import static java.util.Objects.requireNonNullElse;

import club.imgeo.charge.Charge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one source partition: its entries, in any state that a log leads to. Charges stay as bytes
 * until somebody asks for them, since most are never asked for; only those of our own that no record has ended on yet are,
 * several times each. Safe for threads, though only one changes it at a time.
 */
final class Books {
    private final String prefix;
    private final Map<String, List<Attempt>> charges = new HashMap<>();
    private final Map<String, End> ends = new LinkedHashMap<>();
    /** How many records ended on a charge. */
    private final Map<String, Integer> endsOf = new HashMap<>();
    /** How many of them bear its credits: one, or none yet. */
    private final Map<String, Integer> bearersOf = new HashMap<>();
    /** Which record waits for the fact of which charge, since it was reported in doubt. */
    private final Map<String, String> doubts = new LinkedHashMap<>();

    /** @param prefix of all keys of the source partition; entries of others are none of ours */
    Books(String prefix) {
        this.prefix = prefix;
    }

    /**
     * One attempt at a charge: what its own call said, and what others thought of it meanwhile.
     *
     * @param read what {@code charge} says, where that is known without reading it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Attempt(
            int number,
            byte @Nullable [] charge,
            byte @Nullable [] doubt,
            @Nullable Charge read) {
        Attempt with(EntryKey.Kind kind, byte @Nullable [] value, @Nullable Charge known) {
            return kind == EntryKey.Kind.CHARGE
                    ? new Attempt(number, value, doubt, known)
                    : new Attempt(number, charge, value, read);
        }

        Attempt unread() {
            return read == null ? this : new Attempt(number, charge, doubt, null);
        }

        /** Told by a look at the bytes, since most are closed. */
        boolean looksOpen() {
            return charge == null || doubt != null || ChargeJson.isIntent(charge);
        }

        boolean isGone() {
            return charge == null && doubt == null;
        }

        /** A fact wins over a doubt, and a doubt over an intent. */
        Charge of(String key) {
            Charge own = read != null ? read : ChargeJson.read(key, number, requireNonNullElse(charge, doubt));
            return doubt == null || own.isSettled() ? own : ChargeJson.read(key, number, doubt);
        }
    }

    /** Where an entry of {@code charge} belongs. */
    static EntryKey keyOf(Charge charge) {
        boolean thought = charge.outcome() != null && !charge.outcome().isFact();
        return new EntryKey(thought ? EntryKey.Kind.DOUBT : EntryKey.Kind.CHARGE, charge.attempt(), charge.key());
    }

    /** Takes what the log says next; null takes the entry away. */
    synchronized void apply(EntryKey key, byte @Nullable [] value) {
        if (!key.of().startsWith(prefix)) {
            return;
        }
        if (key.kind() == EntryKey.Kind.END) {
            apply(key.of(), value == null ? null : End.parse(key.of(), value));
        } else {
            apply(key, value, null);
        }
    }

    private void apply(EntryKey entry, byte @Nullable [] value, @Nullable Charge read) {
        String key = entry.of();
        int number = entry.attempt();
        List<Attempt> known = charges.getOrDefault(key, List.of());
        List<Attempt> after = new ArrayList<>(known.size() + 1);
        Attempt changed = new Attempt(number, null, null, null);
        for (Attempt attempt : known) {
            if (attempt.number == number) {
                changed = attempt;
            } else {
                after.add(attempt);
            }
        }
        changed = changed.with(entry.kind(), value, read);
        if (!changed.isGone()) {
            after.add(changed);
        }
        if (after.isEmpty()) {
            charges.remove(key);
        } else {
            after.sort(Comparator.comparingInt(Attempt::number));
            charges.put(key, List.copyOf(after));
        }
    }

    synchronized void apply(String place, @Nullable End end) {
        End before = end == null ? ends.remove(place) : ends.put(place, end);
        doubts.remove(place);
        if (before != null && before.charge() != null) {
            count(before, before.charge(), -1);
        }
        if (end != null && end.charge() != null) {
            count(end, end.charge(), 1);
            charges.computeIfPresent(
                    end.charge(),
                    (key, attempts) -> attempts.stream().map(Attempt::unread).toList());
            if (end.how() == End.How.IN_DOUBT) {
                doubts.put(place, end.charge());
            }
        }
    }

    private void count(End end, String charge, int difference) {
        add(endsOf, charge, difference);
        if (end.billed()) {
            add(bearersOf, charge, difference);
        }
    }

    private static void add(Map<String, Integer> counts, String charge, int difference) {
        counts.merge(charge, difference, (before, by) -> before + by == 0 ? null : before + by);
    }

    /** Takes what we have written ourselves. */
    synchronized void apply(Charge charge) {
        apply(keyOf(charge), ChargeJson.write(charge), charge);
    }

    /** In the order of their attempts. */
    synchronized List<Charge> charges(String key) {
        return charges.getOrDefault(key, List.of()).stream()
                .map(attempt -> attempt.of(key))
                .toList();
    }

    synchronized List<Charge> all() {
        return charges.keySet().stream().flatMap(key -> charges(key).stream()).toList();
    }

    synchronized int size() {
        return charges.size();
    }

    synchronized @Nullable End end(String place) {
        return ends.get(place);
    }

    /**
     * Who bears the credits of a charge if another record ends on it now; those of all its attempts together. For a
     * doubt nobody does, and the credits are those that may be gone.
     */
    synchronized Delivery.Bill bill(@Nullable String charge, End.How how) {
        if (charge == null) {
            return Delivery.Bill.NOTHING;
        }
        boolean isDoubt = how == End.How.IN_DOUBT;
        if (how == End.How.REFUSED || (isDoubt && doubts.containsValue(charge))) {
            return Delivery.Bill.NOTHING; // nothing was paid for it, or another record names what may have been
        }
        List<Charge> counted = charges(charge).stream()
                .filter(each -> isDoubt ? each.state().isOpen() : each.state().isPaid())
                .toList();
        if (counted.isEmpty() || (!isDoubt && bearersOf.containsKey(charge))) {
            return Delivery.Bill.NOTHING;
        }
        BigDecimal credits = counted.stream()
                .map(Charge::credits)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
        return new Delivery.Bill(!isDoubt, credits);
    }

    /** {@code end} as it is to be written: the record bears credits by {@code bill}, or when it ended before. */
    synchronized End billed(String place, End end, Delivery.Bill bill) {
        End before = ends.get(place);
        boolean bore = before != null && before.billed() && Objects.equals(before.charge(), end.charge());
        return end.billed(bill.bears() || bore);
    }

    /** What nobody knows the outcome of, and until when somebody may come to know it. */
    synchronized Map<String, Instant> open() {
        Map<String, Instant> open = new HashMap<>();
        charges.forEach((key, attempts) -> {
            if (attempts.stream().anyMatch(Attempt::looksOpen)) {
                charges(key).stream()
                        .filter(charge -> !charge.isSettled())
                        .forEach(charge -> open.put(key, charge.intent().deadline()));
            }
        });
        return open;
    }

    /** Records that were reported in doubt, and of whose charge the fact is known now: by place. */
    synchronized Map<String, Charge> late() {
        Map<String, Charge> late = new LinkedHashMap<>();
        doubts.forEach((place, key) -> {
            Charge fact = fact(charges(key));
            if (fact != null) {
                late.put(place, fact);
            }
        });
        return late;
    }

    /** What was paid for, or else the last refusal, once nothing can still turn out to be paid for. */
    private static @Nullable Charge fact(List<Charge> charges) {
        return charges.stream()
                .filter(charge -> charge.isSettled() && charge.state().isPaid())
                .findFirst()
                .orElseGet(() -> charges.stream().allMatch(Charge::isSettled) && !charges.isEmpty()
                        ? charges.get(charges.size() - 1)
                        : null);
    }

    /**
     * The keys of entries that nobody needs: of records that ended before then, and whose offsets are committed. The
     * record that bears the credits of a charge is kept as long as the charge, so that no other comes to bear them.
     */
    synchronized List<EntryKey> forgettable(Instant before, LongPredicate committed) {
        List<EntryKey> old = new ArrayList<>();
        Map<String, List<String>> byCharge = new LinkedHashMap<>();
        ends.forEach((place, end) -> {
            if (end.how() == End.How.REOPENED || !end.at().isBefore(before) || !committed.test(Place.offset(place))) {
                return;
            }
            if (end.charge() == null) {
                old.add(EntryKey.end(place));
            } else {
                byCharge.computeIfAbsent(end.charge(), key -> new ArrayList<>(1))
                        .add(place);
            }
        });
        byCharge.forEach((key, places) -> {
            if (charges(key).stream()
                    .anyMatch(charge ->
                            charge.state().isOpen() || !charge.changedAt().isBefore(before))) {
                return;
            }
            boolean all = endsOf.getOrDefault(key, 0) == places.size();
            for (String place : places) {
                if (all || !bears(place)) {
                    old.add(EntryKey.end(place));
                }
            }
            if (all) {
                charges.getOrDefault(key, List.of()).forEach(attempt -> {
                    old.add(new EntryKey(EntryKey.Kind.CHARGE, attempt.number, key));
                    old.add(new EntryKey(EntryKey.Kind.DOUBT, attempt.number, key));
                });
            }
        });
        return old;
    }

    private boolean bears(String place) {
        End end = ends.get(place);
        return end != null && end.billed();
    }

    /** Records that have ended at {@code offset} or later. */
    synchronized Map<String, End> endedFrom(long offset) {
        Map<String, End> from = new LinkedHashMap<>();
        ends.forEach((place, end) -> {
            if (Place.offset(place) >= offset) {
                from.put(place, end);
            }
        });
        return from;
    }
}
