package club.imgeo.charge;

import java.util.List;

/**
 * What a {@link Transition} comes to.
 *
 * @param put charges that are new, or have changed
 * @param drop charges that nobody needs any more
 */
public record Change<T>(T answer, List<Charge> put, List<Charge> drop) {
    public Change {
        put = List.copyOf(put);
        drop = List.copyOf(drop);
    }

    static <T> Change<T> none(T answer) {
        return new Change<>(answer, List.of(), List.of());
    }

    static <T> Change<T> put(T answer, Charge... charges) {
        return new Change<>(answer, List.of(charges), List.of());
    }
}
