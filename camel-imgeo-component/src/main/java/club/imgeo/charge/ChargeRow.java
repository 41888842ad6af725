package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Excerpt;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A charge as a row of the table {@code imgeo_charge}. */
final class ChargeRow {
    /** In the order in which {@link #write} fills them. */
    static final List<String> COLUMNS = List.of(
            "charge_key",
            "attempt",
            "version",
            "state",
            "changed_at",
            "late",
            "request_hash",
            "model",
            "price",
            "component",
            "route",
            "tenant",
            "claimant",
            "claimed_at",
            "deadline",
            "credit_outcome",
            "credits_used",
            "reason",
            "resolved_by",
            "images",
            "drawn_model",
            "aspect_ratio",
            "image_partial",
            "image_usable");

    private ChargeRow() {}

    static Parameters write(Charge charge, Parameters row) throws SQLException {
        Intent intent = charge.intent();
        Scope scope = intent.scope();
        row.with(intent.key()).with(charge.attempt()).with(Charge.VERSION);
        row.with(charge.state().name()).with(charge.changedAt()).with(charge.late());
        row.with(intent.requestHash()).with(intent.model()).with(intent.credits());
        row.with(scope.component()).with(scope.route()).with(scope.tenant());
        row.with(intent.claimant()).with(intent.at()).with(intent.deadline());
        Outcome outcome = charge.outcome();
        Drawing drawing = outcome == null ? null : outcome.drawing();
        row.with(outcome == null ? null : outcome.creditOutcome().name());
        row.with(outcome == null ? null : outcome.creditsUsed());
        row.with(outcome == null ? null : outcome.reason());
        row.with(outcome == null ? null : outcome.resolvedBy());
        row.with(drawing == null ? null : lines(drawing.images()));
        row.with(drawing == null ? null : drawing.model());
        row.with(
                drawing == null || drawing.aspectRatio() == null
                        ? null
                        : drawing.aspectRatio().toString());
        row.with(drawing == null ? null : (Boolean) drawing.partial());
        row.with(drawing == null ? null : (Boolean) drawing.usable());
        return row;
    }

    /** @throws SQLDataException naming the key, where somebody has changed the row into one that is none */
    static Charge read(ResultSet row) throws SQLException {
        try {
            return parsed(row);
        } catch (RuntimeException e) {
            throw new SQLDataException(
                    "the row of " + Excerpt.quoted(row.getString("charge_key")) + " is no charge: " + e.getMessage(),
                    "22000",
                    e);
        }
    }

    private static Charge parsed(ResultSet row) throws SQLException {
        Intent intent = new Intent(
                row.getString("charge_key"),
                row.getString("request_hash"),
                row.getString("model"),
                credits(row, "price"),
                new Scope(row.getString("component"), row.getString("route"), row.getString("tenant")),
                row.getString("claimant"),
                moment(row, "claimed_at"),
                moment(row, "deadline"));
        int version = row.getInt("version");
        if (version != Charge.VERSION) {
            throw UnknownVersion.of(version, intent.key());
        }
        return new Charge(
                intent,
                row.getInt("attempt"),
                ChargeState.valueOf(row.getString("state")),
                moment(row, "changed_at"),
                outcome(row),
                row.getBoolean("late"));
    }

    private static @Nullable Outcome outcome(ResultSet row) throws SQLException {
        String credits = row.getString("credit_outcome");
        return credits == null
                ? null
                : new Outcome(
                        CreditOutcome.valueOf(credits),
                        credits(row, "credits_used"),
                        drawing(row),
                        row.getString("reason"),
                        row.getString("resolved_by"));
    }

    private static @Nullable Drawing drawing(ResultSet row) throws SQLException {
        String images = row.getString("images");
        return images == null
                ? null
                : new Drawing(
                        images.lines().map(URI::create).toList(),
                        row.getString("drawn_model"),
                        ratio(row.getString("aspect_ratio")),
                        row.getBoolean("image_partial"),
                        row.getBoolean("image_usable"));
    }

    private static String lines(List<URI> images) {
        StringBuilder lines = new StringBuilder();
        images.forEach(image -> lines.append(image).append('\n'));
        return lines.toString();
    }

    private static @Nullable AspectRatio ratio(@Nullable String ratio) {
        if (ratio == null) {
            return null;
        }
        int colon = ratio.indexOf(':');
        return new AspectRatio(
                Integer.parseInt(ratio.substring(0, colon)), Integer.parseInt(ratio.substring(colon + 1)));
    }

    private static @Nullable BigDecimal credits(ResultSet row, String column) throws SQLException {
        BigDecimal credits = row.getBigDecimal(column);
        return credits == null ? null : Storable.of(credits);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
