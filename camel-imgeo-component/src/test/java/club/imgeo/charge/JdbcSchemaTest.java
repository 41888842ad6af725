package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The script that makes the tables. */
class JdbcSchemaTest {
    @Test
    void isTheOneInTheDocuments() {
        assertThat(Path.of("../docs/charge-journal.sql"))
                .hasSameTextualContentAs(Path.of("src/main/resources/club/imgeo/charge/charge-journal.sql"));
    }

    @Test
    void hasEveryColumnThatIsWritten() {
        String table = Schema.statements().get(0);

        assertThat(ChargeRow.COLUMNS).allSatisfy(column -> assertThat(table).containsPattern("(?m)^ +" + column + " "));
        assertThat(Schema.statements()).hasSize(6);
    }
}
