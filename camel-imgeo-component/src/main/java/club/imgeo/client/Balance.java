package club.imgeo.client;

import java.math.BigDecimal;

/**
 * The credits left in the account, at the moment the server answered. The website spends from the same account, so this
 * is advice; {@link InsufficientCreditsException} is the authority.
 */
public record Balance(BigDecimal credits) {
    @Override
    public String toString() {
        return credits.toPlainString();
    }
}
