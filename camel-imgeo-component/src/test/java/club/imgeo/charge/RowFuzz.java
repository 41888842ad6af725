package club.imgeo.charge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whatever a charge holds, a database gives it back; whatever somebody makes of its row is a charge or is refused. */
public final class RowFuzz {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final String MANGLE = "UPDATE imgeo_charge SET state = ?, credit_outcome = ?, aspect_ratio = ?,"
            + " images = ?, drawn_model = ?, request_hash = ? WHERE charge_key = ?";
    private static final Tables DATABASE = database();

    private final Iterator<String> lines;
    private final ChargeTable table = new ChargeTable(DATABASE);

    private RowFuzz(String text) {
        lines = Arrays.asList(text.split("\n", -1)).iterator();
    }

    private static Tables database() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:h2:mem:fuzz", "sa", "");
            connection.setAutoCommit(false);
            Tables tables = Tables.in(connection);
            new Schema(tables, "the fuzzed one").prepare();
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() throws SQLException {
        fuzzerTestOneInput("order-1".getBytes(UTF_8));
    }

    /** @param input the texts of a charge, a line each */
    public static void fuzzerTestOneInput(byte[] input) throws SQLException {
        new RowFuzz(new String(input, UTF_8)).run();
    }

    private void run() throws SQLException {
        try {
            Charge charge = Storable.of(charge(Storable.key(next())));
            assertThat(Storable.of(charge)).isEqualTo(charge);
            table.insert(List.of(charge));
            assertThat(table.read(List.of(charge.key()))).containsExactly(charge);
            mangled(charge.key());
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage()).contains("chargeKey: ");
        } finally {
            DATABASE.connection().rollback();
        }
    }

    private void mangled(String key) throws SQLException {
        try (PreparedStatement update = DATABASE.prepare(MANGLE)) {
            Parameters parameters = new Parameters(update);
            parameters.with(cut(20)).with(cut(20)).with(cut(40));
            parameters.with(next().replace('|', '\n')).with(next()).with(next()).with(key);
            assertThat(update.executeUpdate()).isOne();
        }
        try {
            assertThat(table.read(List.of(key))).singleElement().satisfies(charge -> {
                assertThat(charge.key()).isEqualTo(key);
                assertThat(charge.state()).isNotNull();
            });
        } catch (SQLException e) {
            assertThat(e.getMessage()).startsWith("the row of '").contains("is no charge");
        }
    }

    private Charge charge(String key) {
        Scope scope = new Scope(next(), orNull(), orNull());
        Intent intent = new Intent(key, next(), next(), credits(), scope, next(), NOON, NOON.plusSeconds(300));
        Outcome outcome = new Outcome(CreditOutcome.CHARGED, credits(), drawing(), orNull(), orNull());
        return new Charge(intent, 1, outcome.state(), NOON, outcome, next().isEmpty());
    }

    private @Nullable Drawing drawing() {
        String images = next();
        if (images.isEmpty()) {
            return null;
        }
        List<URI> urls = Arrays.stream(images.split("\\|"))
                .filter(RowFuzz::isUri)
                .map(URI::create)
                .toList();
        String ratio = next();
        return new Drawing(
                urls,
                next(),
                ratio.isEmpty() ? null : new AspectRatio(ratio.length(), (ratio.hashCode() & 0x7fff_ffff) | 1),
                images.length() % 2 == 0,
                images.length() % 3 == 0);
    }

    private static boolean isUri(String text) {
        try {
            return !URI.create(text).toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Of any size: what a server answers may have any, within what is read of it. */
    private @Nullable BigDecimal credits() {
        String text = next();
        try {
            return text.isEmpty() || text.length() > 30 ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String cut(int most) {
        String text = next();
        return text.substring(0, Math.min(most, text.length())).replace("\0", "");
    }

    private @Nullable String orNull() {
        String text = next();
        return text.isEmpty() ? null : text;
    }

    private String next() {
        return lines.hasNext() ? lines.next() : "";
    }
}
