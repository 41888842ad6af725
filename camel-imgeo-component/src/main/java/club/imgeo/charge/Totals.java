package club.imgeo.charge;

import java.math.BigDecimal;

/**
 * Sums over charges, in credits. A charge of unknown price counts as 0.
 *
 * @param spent paid for
 * @param refunded taken and given back
 * @param inDoubt perhaps paid for
 * @param inFlight of calls whose outcome is not known yet
 */
public record Totals(BigDecimal spent, BigDecimal refunded, BigDecimal inDoubt, BigDecimal inFlight) {
    public static final Totals NONE = new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Of {@code charges}, all of which count. */
    public static Totals of(Iterable<Charge> charges) {
        Totals totals = NONE;
        for (Charge charge : charges) {
            totals = totals.plus(charge);
        }
        return totals;
    }

    static Totals plus(Totals one, Totals other) {
        return new Totals(
                one.spent.add(other.spent),
                one.refunded.add(other.refunded),
                one.inDoubt.add(other.inDoubt),
                one.inFlight.add(other.inFlight));
    }

    /** These and {@code charge}. */
    Totals plus(Charge charge) {
        BigDecimal price = charge.intent().credits() == null
                ? BigDecimal.ZERO
                : charge.intent().credits();
        BigDecimal credits = charge.credits() == null ? BigDecimal.ZERO : charge.credits();
        return switch (charge.state()) {
            case INTENT -> new Totals(spent, refunded, inDoubt, inFlight.add(credits));
            case IN_DOUBT -> new Totals(spent, refunded, inDoubt.add(credits), inFlight);
            case DONE -> new Totals(spent.add(credits), refunded, inDoubt, inFlight);
            case REFUSED ->
                charge.outcome() != null && charge.outcome().creditOutcome() == club.imgeo.client.CreditOutcome.REFUNDED
                        ? new Totals(spent, refunded.add(price), inDoubt, inFlight)
                        : this;
        };
    }
}
