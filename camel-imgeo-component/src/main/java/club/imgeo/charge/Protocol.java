package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Excerpt;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which step may follow which: the rules by which a key is paid for at most once. Pure functions, for any store. */
final class Protocol {
    private Protocol() {}

    static Change<Claim> claim(Transition.Books books, Intent intent, List<Cap> caps, InDoubtPolicy policy) {
        List<Charge> charges = books.charges();
        Charge last = charges.isEmpty() ? null : charges.get(charges.size() - 1);
        if (last != null
                && last.state() == ChargeState.INTENT
                && last.intent().claimant().equals(intent.claimant())) {
            return Change.none(new Claim.Granted(last)); // committed before, and only the reply was lost
        }
        Optional<Charge> obstacle = obstacle(charges, intent.requestHash(), intent.at(), policy);
        if (obstacle.isPresent()) {
            return Change.none(new Claim.Taken(obstacle.get()));
        }
        for (Cap cap : caps) {
            Claim.OverBudget over = over(cap, intent, books);
            if (over != null) {
                return Change.none(over);
            }
        }
        Charge next =
                new Charge(intent, last == null ? 1 : last.attempt() + 1, ChargeState.INTENT, intent.at(), null, false);
        List<Charge> put = new ArrayList<>();
        put.add(next);
        if (last != null && last.state() == ChargeState.INTENT) { // overdue, and tried again all the same
            put.add(last.with(new Outcome(CreditOutcome.UNKNOWN, null, null, "no outcome in time", null), intent.at()));
        }
        return new Change<>(
                new Claim.Granted(next),
                put,
                charges.stream().filter(Protocol::isNothing).toList());
    }

    /** What keeps a request from being paid for under this key, if anything does. */
    static Optional<Charge> obstacle(List<Charge> charges, String requestHash, Instant now, InDoubtPolicy policy) {
        for (Charge charge : charges) {
            if (charge.state() != ChargeState.REFUSED
                    && !charge.intent().requestHash().equals(requestHash)) {
                return Optional.of(charge);
            }
        }
        Optional<Charge> paid =
                charges.stream().filter(charge -> charge.state().isPaid()).findFirst();
        if (paid.isPresent()) {
            return paid;
        }
        return charges.stream()
                .filter(charge -> charge.state().isOpen())
                .filter(charge -> policy != InDoubtPolicy.RETRY || isAlive(charge, now))
                .reduce((earlier, later) -> later);
    }

    static Change<Charge> record(Transition.Books books, Charge made, Outcome outcome, Instant at) {
        Charge known = books.charges().stream()
                .filter(charge -> charge.attempt() == made.attempt())
                .findFirst()
                .orElse(made);
        if (known.isSettled() || (known.state() != ChargeState.INTENT && !outcome.isFact())) {
            return Change.none(known);
        }
        Charge changed = known.with(outcome, at);
        return Change.put(changed, changed);
    }

    static Change<Boolean> withdraw(Transition.Books books, Intent intent, Instant at) {
        return books.charges().stream()
                .filter(charge -> charge.state().isOpen())
                .filter(charge -> charge.intent().claimant().equals(intent.claimant()))
                .findFirst()
                .map(charge -> Change.put(true, charge.with(Outcome.neverSent(), at)))
                .orElseGet(() -> Change.none(false));
    }

    static Change<Charge> resolve(Transition.Books books, String key, Outcome word, Instant at) {
        Optional<Charge> said = books.charges().stream()
                .filter(charge -> word.about(charge.intent()).equals(charge.outcome()) && at.equals(charge.changedAt()))
                .findFirst();
        if (said.isPresent()) {
            return Change.none(said.get()); // committed before, and only the reply was lost
        }
        Charge doubt = books.charges().stream()
                .filter(charge -> charge.state().isOpen() && !isAlive(charge, at))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> InvalidRequestException.before(
                        List.of("key: " + Excerpt.quoted(key) + " is not in doubt: " + standing(books.charges()))));
        Charge resolved = doubt.with(word.about(doubt.intent()), at);
        return Change.put(resolved, resolved);
    }

    /** Of a key that is not in doubt. */
    private static String standing(List<Charge> charges) {
        if (charges.isEmpty()) {
            return "the journal knows nothing of it; if imgeo:journal lists it with a tenant, give that, too";
        }
        Charge last = charges.get(charges.size() - 1);
        Outcome outcome = last.outcome();
        if (outcome == null) {
            return "it is being drawn, and will be in doubt at " + last.intent().deadline()
                    + " if no outcome has come by then";
        }
        String standing = last.state().isPaid() ? "it was paid for" : "it was not paid for";
        return outcome.resolvedBy() == null
                ? standing
                : standing + ", as " + outcome.resolvedBy() + " said at " + last.changedAt();
    }

    private static boolean isAlive(Charge charge, Instant now) {
        return charge.state() == ChargeState.INTENT && !charge.isOverdue(now);
    }

    /** The server never took anything for it, so it is not even needed for the sums. */
    private static boolean isNothing(Charge charge) {
        return charge.isSettled() && requireNonNull(charge.outcome()).creditOutcome() == CreditOutcome.NOT_CHARGED;
    }

    private static Claim.@Nullable OverBudget over(Cap cap, Intent intent, Transition.Books books) {
        if (intent.credits() == null) {
            return new Claim.OverBudget(cap, null);
        }
        BigDecimal counted = books.counted(cap, intent.at());
        return counted.add(intent.credits()).compareTo(cap.credits()) > 0 ? new Claim.OverBudget(cap, counted) : null;
    }
}
