package club.imgeo.camel;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which generations one exchange has begun, and at which steps, so that a step that is repeated finds those that it began
 * before. An exchange carries its history where no route can remove it. A copy of the exchange (by a splitter, a circuit
 * breaker and so on) gets a history of its own; the copy that a repeated step makes again finds what the earlier one
 * began. Both are recognized by the step and their order at it, so a repetition is expected to take the same way as before.
 * Safe for use by many threads.
 */
final class RouteHistory implements SafeCopyProperty {
    private static final String PROPERTY = "CamelImgeoHistory";
    private static final Place ANYWHERE = new Place(null, "");
    private static final Mark START = new Mark(0, Map.of());
    /** Copies of copies beyond this are new messages, so that one that circulates forever does not grow. */
    private static final int MAX_DEPTH = 100;

    /** Of the exchange whose step this thread is in. */
    private static final ThreadLocal<@Nullable RouteHistory> CURRENT = new ThreadLocal<>();

    private final @Nullable RouteHistory parent;
    private final boolean sentAgain;
    private final Copy copy;
    private final int depth;
    private final boolean anyStep;
    private final Map<Object, Mark> marks = new HashMap<>();
    private final BitSet found = new BitSet();
    private int next;
    private Map<Place, Integer> copies = Map.of();
    private @Nullable Object step;
    private boolean repeats;
    private boolean redelivered;
    private volatile boolean wasRedelivered;
    private WeakReference<@Nullable Exchange> owner = new WeakReference<>(null);
    private @Nullable Generations generations;

    /** What an exchange and its repetitions began, in this order. It is locked by itself. */
    private static final class Generations {
        private final List<Begun> begun = new ArrayList<>();
        private final Map<Copy, Generations> ofCopies = new HashMap<>();
    }

    private record Begun(Place place, IntendedGeneration generation) {}

    private record Place(@Nullable Object step, String endpoint) {}

    /** @param ordinal among the copies that were made at this place */
    private record Copy(Place place, int ordinal) {}

    /**
     * How far an exchange was when it came to a step.
     *
     * @param next index of the first generation that had not been begun, or not been repeated
     */
    private record Mark(int next, Map<Place, Integer> copies) {}

    private RouteHistory(@Nullable RouteHistory parent, Copy copy, boolean anyStep, @Nullable Object step) {
        this.parent = parent != null && parent.depth < MAX_DEPTH ? parent : null;
        this.sentAgain = parent == null ? isInRepeatedStep() : parent.sentAgain;
        this.depth = this.parent == null ? 0 : this.parent.depth + 1;
        this.copy = copy;
        this.anyStep = anyStep;
        this.step = step;
    }

    /** Returns the history of this exchange, which begins now if it has none. */
    static RouteHistory of(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        RouteHistory carried = extension.getSafeCopyProperty(PROPERTY, RouteHistory.class);
        if (carried != null && carried.owner.refersTo(exchange)) {
            return carried;
        }
        RouteHistory own = ownAmong(carried, exchange);
        if (own == null) {
            own = carried == null ? new RouteHistory(null, new Copy(ANYWHERE, 0), false, null) : carried;
            own.owner = new WeakReference<>(exchange);
        }
        extension.setSafeCopyProperty(PROPERTY, own);
        return own;
    }

    /** When Camel copies the result of a copy back, the copy's history comes along and replaces the exchange's own. */
    private static @Nullable RouteHistory ownAmong(@Nullable RouteHistory carried, Exchange exchange) {
        for (RouteHistory history = carried; history != null; history = history.parent) {
            if (history.owner.refersTo(exchange)) {
                return history;
            }
        }
        return null;
    }

    @Override
    public synchronized RouteHistory safeCopy() {
        if (redelivered) { // what copies is not a step, such as a recipient of a list
            rewind(START);
        } else if (repeats && step != null) {
            rewind(marks.getOrDefault(step, START));
        }
        Place place = anyStep ? ANYWHERE : new Place(step, "");
        int ordinal = copies.getOrDefault(place, 0);
        Map<Place, Integer> counted = new HashMap<>(copies); // the marks have the map as it is
        counted.put(place, ordinal + 1);
        copies = counted;
        return new RouteHistory(this, new Copy(place, ordinal), anyStep || repeats, step);
    }

    /** The exchange is about to repeat what it did last. */
    synchronized void redeliver() {
        redelivered = true;
        wasRedelivered = true;
    }

    private static boolean isInRepeatedStep() {
        RouteHistory history = CURRENT.get();
        while (history != null && !history.wasRedelivered) {
            history = history.parent;
        }
        return history != null;
    }

    /**
     * Returns whether the message was sent from within a step of another exchange that was redelivered. It may have been
     * sent before, as another exchange that nothing connects with this one.
     */
    boolean isSentAgain() {
        return sentAgain;
    }

    /** Runs what belongs to a step of this exchange. */
    boolean inStep(BooleanSupplier processing) {
        RouteHistory outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return processing.getAsBoolean();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * @param alternatives whether the step tries several alternatives, each with a copy of the exchange
     * @return whether the step is repeated
     */
    synchronized boolean enter(Object nextStep, boolean alternatives) {
        boolean again = redelivered;
        if (again) {
            redelivered = false;
            rewind(marks.getOrDefault(nextStep, START));
        } else {
            marks.put(nextStep, new Mark(next, copies));
        }
        step = nextStep;
        repeats = alternatives;
        return again;
    }

    private void rewind(Mark mark) {
        next = mark.next;
        copies = mark.copies;
        found.clear(next, Math.max(next, found.length()));
    }

    /** Returns the generation that this step began before, if it is repeated, else a new one. */
    synchronized IntendedGeneration generationAt(String endpoint, Exchange exchange) {
        Place place = new Place(step, endpoint);
        if (redelivered) { // an error handler that is not around a step, such as that of a recipient list
            redelivered = false;
            rewind(marks.getOrDefault(place, START));
        } else {
            marks.put(place, new Mark(next, copies));
        }
        Generations all = generations();
        synchronized (all) {
            int index = next;
            while (index < all.begun.size() && !isAt(index, place, all)) {
                index++;
            }
            if (index == all.begun.size()) {
                all.begun.add(new Begun(place, new IntendedGeneration(exchange.getExchangeId())));
            }
            found.set(index);
            next = found.nextClearBit(next);
            return all.begun.get(index).generation;
        }
    }

    private boolean isAt(int index, Place place, Generations all) {
        return !found.get(index) && (anyStep || all.begun.get(index).place.equals(place));
    }

    private synchronized Generations generations() {
        if (generations == null) {
            generations = parent == null ? new Generations() : parent.ofCopy(copy);
        }
        return generations;
    }

    private Generations ofCopy(Copy which) {
        Generations all = generations();
        synchronized (all) {
            return all.ofCopies.computeIfAbsent(which, key -> new Generations());
        }
    }
}
