package club.imgeo.charge;

import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database can give back as it got it: moments in whole microseconds, credits without zeros at the end and with
 * at most 20 places, texts without characters that are none. What a server answers may be anything, and must not keep an
 * outcome from being written down; so it is brought into that form, once, before it is written or compared.
 */
final class Storable {
    private static final int PLACES = 20;
    /** More than any account holds. */
    private static final BigDecimal MOST = BigDecimal.TEN.pow(29);

    private Storable() {}

    static Charge of(Charge charge) {
        Intent intent = charge.intent();
        Intent kept = new Intent(
                intent.key(),
                text(intent.requestHash()),
                text(intent.model()),
                orNull(intent.credits()),
                of(intent.scope()),
                text(intent.claimant()),
                of(intent.at()),
                of(intent.deadline()));
        return new Charge(
                kept,
                charge.attempt(),
                charge.state(),
                of(charge.changedAt()),
                orNull(charge.outcome()),
                charge.late());
    }

    static Scope of(Scope scope) {
        return new Scope(text(scope.component()), orNull(scope.route()), orNull(scope.tenant()));
    }

    /** The moment, or the microsecond in which it lies. */
    static Instant of(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    static BigDecimal of(BigDecimal credits) {
        BigDecimal most = credits.min(MOST).max(MOST.negate());
        BigDecimal kept = most.scale() > PLACES ? most.setScale(PLACES, RoundingMode.HALF_EVEN) : most;
        BigDecimal bare = kept.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }

    /** @throws InvalidRequestException for a key that would not be the same when it is read back */
    static String key(String key) {
        if (key.length() > ChargeKeys.LONGEST || !text(key).equals(key)) {
            throw InvalidRequestException.before(List.of("chargeKey: at most " + ChargeKeys.LONGEST
                    + " characters are allowed, and none of them NUL or half of a surrogate pair"));
        }
        return key;
    }

    /** Half a surrogate pair becomes a question mark in PostgreSQL's driver, and NUL an error. */
    private static String text(String text) {
        if (text.codePoints().noneMatch(Storable::isNone)) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints().map(each -> isNone(each) ? 0xFFFD : each).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isNone(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static @Nullable BigDecimal orNull(@Nullable BigDecimal credits) {
        return credits == null ? null : of(credits);
    }

    private static @Nullable Outcome orNull(@Nullable Outcome outcome) {
        return outcome == null
                ? null
                : new Outcome(
                        outcome.creditOutcome(),
                        orNull(outcome.creditsUsed()),
                        orNull(outcome.drawing()),
                        orNull(outcome.reason()),
                        orNull(outcome.resolvedBy()));
    }

    private static @Nullable Drawing orNull(@Nullable Drawing drawing) {
        return drawing == null
                ? null
                : new Drawing(
                        drawing.images(),
                        text(drawing.model()),
                        drawing.aspectRatio(),
                        drawing.partial(),
                        drawing.usable());
    }
}
