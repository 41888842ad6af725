package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;

/** The credits that were left at {@code at}, when somebody asked. */
public record KnownBalance(BigDecimal credits, Instant at) {}
