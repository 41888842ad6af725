package club.imgeo.charge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Whether the bill adds up, in credits. A charge of unknown price counts as 0.
 *
 * @param spent paid for, as far as the journal remembers
 * @param refunded taken and given back
 * @param inDoubt perhaps paid for
 * @param inFlight of calls whose outcome is not known yet
 * @param replayed answers for nothing that this process gave since it started
 * @param balance the credits left; null where it cannot be had
 * @param unexplained what the account lost since the first balance that the component got to know, and no charge made
 *     since accounts for: charges in doubt that were made, and what the website and others spent, less what was bought;
 *     null where the balance cannot be had
 */
public record JournalReport(
        BigDecimal spent,
        BigDecimal refunded,
        BigDecimal inDoubt,
        BigDecimal inFlight,
        long replayed,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal unexplained) {}
