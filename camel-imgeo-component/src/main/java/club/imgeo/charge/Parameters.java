package club.imgeo.charge;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Fills in the parameters of a statement, one after the other. */
final class Parameters {
    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    Parameters with(@Nullable Object value, int type) throws SQLException {
        last++;
        if (value == null) {
            statement.setNull(last, type);
        } else {
            statement.setObject(last, value, type);
        }
        return this;
    }

    Parameters with(@Nullable String text) throws SQLException {
        return with(text, Types.VARCHAR);
    }

    Parameters with(int number) throws SQLException {
        return with(number, Types.INTEGER);
    }

    Parameters with(@Nullable BigDecimal number) throws SQLException {
        last++;
        statement.setBigDecimal(last, number); // by setObject a driver would cut the places off
        return this;
    }

    Parameters with(@Nullable Boolean flag) throws SQLException {
        return with(flag, Types.BOOLEAN);
    }

    Parameters with(Instant moment) throws SQLException {
        return with(moment.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
