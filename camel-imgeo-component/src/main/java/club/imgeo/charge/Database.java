package club.imgeo.charge;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a journal has its tables. Used by one thread at a time. */
interface Database {
    /** Within bounds: whoever hangs here would hang every call. */
    Tables connect() throws SQLException;

    /** Makes what was committed as safe as it can be. */
    void committed(Connection connection) throws SQLException;

    /** As it was before {@link #connect}; does not throw. */
    void disconnect(Connection connection);

    /** Lets go of what {@link #connect} may still be waiting for. */
    void stop();

    boolean isShared();

    /** For messages. */
    String name();
}
