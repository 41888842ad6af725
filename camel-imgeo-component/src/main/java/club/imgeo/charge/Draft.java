package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a group of jobs makes of the charges of its keys; written at the end, in one go. */
final class Draft {
    private final Tables tables;
    private final ChargeTable table;
    private final Sums sums;
    private final boolean isShared;
    private final Map<String, Map<Integer, Charge>> read;
    /** As {@link #read}, and what the steps so far have changed. */
    private final Map<String, Map<Integer, Charge>> drafted;

    private boolean locked;
    private boolean hasWritten;

    /** A step asked for a sum, and the database did not give it. */
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unread(SQLException cause) {
            super(cause);
        }

        @Override
        public synchronized SQLException getCause() {
            return (SQLException) requireNonNull(super.getCause());
        }
    }

    Draft(Tables tables, Set<String> keys, Sums sums, boolean isShared) throws SQLException {
        this.tables = tables;
        this.sums = sums;
        this.isShared = isShared;
        table = new ChargeTable(tables);
        List<Charge> charges = table.read(keys);
        read = byKey(charges);
        drafted = byKey(charges);
    }

    private static Map<String, Map<Integer, Charge>> byKey(List<Charge> charges) {
        Map<String, Map<Integer, Charge>> byKey = new TreeMap<>();
        charges.forEach(charge -> attempts(byKey, charge.key()).put(charge.attempt(), charge));
        return byKey;
    }

    private static Map<Integer, Charge> attempts(Map<String, Map<Integer, Charge>> byKey, String key) {
        return byKey.computeIfAbsent(key, unused -> new TreeMap<>());
    }

    Tables tables() {
        return tables;
    }

    /** For statements that write by themselves. */
    Tables tablesToWrite() {
        hasWritten = true;
        return tables;
    }

    boolean hasWritten() {
        return hasWritten;
    }

    /** Whether it has the charges of a key as they are committed. */
    boolean isAsRead(String key) {
        return attempts(drafted, key).equals(attempts(read, key));
    }

    List<Charge> charges(String key) {
        return List.copyOf(attempts(drafted, key).values());
    }

    <T> T make(String key, Transition<T> step) {
        Change<T> change = step.from(new View(charges(key)));
        Map<Integer, Charge> attempts = attempts(drafted, key);
        change.drop().forEach(charge -> attempts.remove(charge.attempt()));
        change.put().forEach(charge -> attempts.put(charge.attempt(), Storable.of(charge)));
        return change.answer();
    }

    private final class View implements Transition.Books {
        private final List<Charge> charges;

        View(List<Charge> charges) {
            this.charges = charges;
        }

        @Override
        public List<Charge> charges() {
            return charges;
        }

        @Override
        public List<Charge> charges(String key) {
            return Draft.this.charges(Storable.key(key));
        }

        @Override
        public BigDecimal counted(Cap cap, Instant now) {
            Scope scope = Storable.of(cap.scope());
            Instant since = Storable.of(cap.since(now));
            try {
                if (isShared && !locked) {
                    table.lock();
                    locked = true;
                }
                return sums.of(scope, since, table).add(difference(scope, since));
            } catch (SQLException e) {
                throw new Unread(e);
            }
        }
    }

    /** By how much more the drafted charges come to than those that were read. */
    BigDecimal difference(Scope scope, Instant since) {
        return sum(drafted, scope, since).subtract(sum(read, scope, since));
    }

    /** Returns what this transaction changes of the sums. */
    List<Sums.Difference> differences() {
        List<Sums.Difference> differences = new ArrayList<>();
        all(read).forEach(charge -> add(differences, charge, BigDecimal.valueOf(-1)));
        all(drafted).forEach(charge -> add(differences, charge, BigDecimal.ONE));
        return differences;
    }

    private void add(List<Sums.Difference> differences, Charge charge, BigDecimal sign) {
        boolean isUnchanged = charge.equals(attempts(read, charge.key()).get(charge.attempt()))
                && charge.equals(attempts(drafted, charge.key()).get(charge.attempt()));
        BigDecimal credits = charge.credits();
        if (!isUnchanged && credits != null) {
            Intent intent = charge.intent();
            differences.add(new Sums.Difference(intent.scope(), intent.at(), credits.multiply(sign)));
        }
    }

    private static BigDecimal sum(Map<String, Map<Integer, Charge>> byKey, Scope scope, Instant since) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map<Integer, Charge> attempts : byKey.values()) {
            for (Charge charge : attempts.values()) {
                BigDecimal credits = charge.credits();
                Intent intent = charge.intent();
                if (credits != null
                        && scope.includes(intent.scope())
                        && !intent.at().isBefore(since)) {
                    sum = sum.add(credits);
                }
            }
        }
        return sum;
    }

    /**
     * In the order of kinds and keys, whatever the order of the jobs, so that no two nodes wait for each other in a ring.
     *
     * @return false if another node has written one of the charges since they were read
     */
    boolean write() throws SQLException {
        List<Charge> added = new ArrayList<>();
        List<ChargeTable.Replacement> changed = new ArrayList<>();
        List<Charge> dropped = new ArrayList<>();
        for (Charge charge : all(drafted)) {
            Charge old = attempts(read, charge.key()).get(charge.attempt());
            if (old == null) {
                added.add(charge);
            } else if (!old.equals(charge)) {
                changed.add(new ChargeTable.Replacement(old, charge));
            }
        }
        for (Charge charge : all(read)) {
            if (!attempts(drafted, charge.key()).containsKey(charge.attempt())) {
                dropped.add(charge);
            }
        }
        hasWritten |= !added.isEmpty() || !changed.isEmpty() || !dropped.isEmpty();
        try {
            table.insert(added);
        } catch (SQLException e) {
            if (Trouble.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
        if (!table.update(changed)) {
            return false;
        }
        table.delete(dropped);
        return true;
    }

    private static List<Charge> all(Map<String, Map<Integer, Charge>> byKey) {
        return byKey.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }
}
