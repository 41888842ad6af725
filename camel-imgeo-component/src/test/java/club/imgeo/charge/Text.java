package club.imgeo.charge;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a world says of what is in its journal: the same for whatever makes no difference to any step. Its only
 * capitals are the names of incarnations.
 */
final class Text {
    private Text() {}

    static String of(Object what, World world) {
        if (what instanceof Charge charge) {
            return ofCharge(charge, world);
        }
        if (what instanceof List<?> list) {
            return list.stream().map(each -> of(each, world)).collect(Collectors.joining(" ", "[", "]"));
        }
        if (what instanceof Claim.Granted granted) {
            return "granted " + ofCharge(granted.charge(), world);
        }
        return what instanceof Claim.Taken taken ? "taken " + ofCharge(taken.charge(), world) : what.toString();
    }

    private static String ofCharge(Charge charge, World world) {
        Outcome outcome = charge.outcome();
        String found = outcome == null
                ? ""
                : ":" + lower(outcome.creditOutcome())
                        + (outcome.drawing() == null ? "" : outcome.drawing().images());
        String open =
                charge.state().isOpen() ? " of " + world.nameOf(charge.intent().claimant()) : "";
        String timed = charge.state() == ChargeState.INTENT
                ? " age " + world.age(charge.intent().at())
                : "";
        return charge.attempt() + lower(charge.state()) + found + open + timed;
    }

    static String of(Paid paid) {
        return (paid.replayed() ? "again " : "new ") + paid.generation().images();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
