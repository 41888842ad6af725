package club.imgeo.charge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a journal answers to who wants to pay for a key. */
public sealed interface Claim {
    /** The intent is committed: make the call, once, and record its outcome. */
    record Granted(Charge charge) implements Claim {}

    /** Something is in the way: the key is paid for, in doubt, being drawn, or stands for another request. */
    record Taken(Charge charge) implements Claim {}

    /**
     * A budget has no room for it.
     *
     * @param counted what the budget has taken up; null where the price of the call is unknown
     */
    record OverBudget(Cap cap, @Nullable BigDecimal counted) implements Claim {}
}
