package club.imgeo.quickstart;

import java.math.BigDecimal;

/**
 * The credits of one run, as the route saw them.
 *
 * @param before the balance at the start
 * @param spent on pictures that came
 * @param refunded taken and given back, in so many {@code refunds}
 * @param after the balance at the end
 */
record Bill(BigDecimal before, BigDecimal spent, int refunds, BigDecimal refunded, BigDecimal after) {
    /** Whether the balance fell by what was spent, and by nothing else. */
    boolean addsUp() {
        return before.subtract(spent).compareTo(after) == 0;
    }
}
