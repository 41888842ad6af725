package club.imgeo.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A real PostgreSQL, as safe as one is that is left to its defaults. Prints the URL, and stops at the end of the input:
 * also when whoever started it did not get to stop it.
 */
final class Postgres {
    /** Off unless this says otherwise: it is made for tests, which can do without what they wrote. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private Postgres() {}

    static Child start(Path directory) {
        return new Child(List.of("-Xmx64m"), Postgres.class, List.of(directory.toString()));
    }

    @SuppressWarnings("SystemOut") // It is how this process answers the one that started it.
    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(Path.of(arguments[0]))
                .setCleanDataDirectory(false);
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        try (EmbeddedPostgres server = builder.start()) {
            check(server);
            System.out.println(server.getJdbcUrl("postgres", "postgres"));
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }

    private static void check(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABLE) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    if (!row.next() || !row.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is off, so the figures would flatter");
                    }
                }
            }
        }
    }
}
