package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A step of one key. Pure, since a store may make it again until it can be committed.
 *
 * @param <T> what whoever asked for the step is told
 */
@FunctionalInterface
public interface Transition<T> {
    Change<T> from(Books books);

    /** What a step may look at; nothing of it changes until the step is committed. */
    interface Books {
        /** The charges of the key, in the order of their attempts. */
        List<Charge> charges();

        /** The credits that {@code cap} has taken up by {@code now}: of every charge that is not refused. */
        BigDecimal counted(Cap cap, Instant now);
    }
}
