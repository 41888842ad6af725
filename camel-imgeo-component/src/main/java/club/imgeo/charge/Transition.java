package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A step of one key. Pure, since a store may make it again until it can be committed.
 *
 * @param <T> what whoever asked for the step is told
 */
@FunctionalInterface
public interface Transition<T> {
    Change<T> from(Books books);

    /**
     * Other keys whose charges the step looks at, and changes nothing of. A store reads them together with its own key, in
     * the same transaction.
     */
    default Set<String> alsoReads() {
        return Set.of();
    }

    /** What a step may look at; nothing of it changes until the step is committed. */
    interface Books {
        /** The charges of the key, in the order of their attempts. */
        List<Charge> charges();

        /** The charges of one of the keys in {@link Transition#alsoReads}, in the order of their attempts. */
        List<Charge> charges(String key);

        /** The credits that {@code cap} has taken up by {@code now}: of every charge that is not refused. */
        BigDecimal counted(Cap cap, Instant now);
    }
}
