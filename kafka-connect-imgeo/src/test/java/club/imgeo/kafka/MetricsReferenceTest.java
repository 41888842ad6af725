package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The reference of the metrics, which is written from their declarations. To bring it up to date: {@code mvn -pl
 * kafka-connect-imgeo test -Dtest=MetricsReferenceTest -Dimgeo.docs.update=true}.
 */
class MetricsReferenceTest {
    private static final Path PAGE = Path.of("../docs/kafka-connect-metrics.md");
    private static final List<Metric> METRICS = Metric.of(new Counts(), new Gate(System::nanoTime));

    @Test
    void isAsTheMetricsAreDeclared() throws Exception {
        String expected = MetricsReference.of(METRICS);

        if (Boolean.getBoolean("imgeo.docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).content().isEqualTo(expected);
    }

    @Test
    void namesAndDescribesThemAsKafkaDoes() {
        assertThat(METRICS).allSatisfy(metric -> {
            assertThat(metric.name()).matches("[a-z]+(-[a-z]+)+");
            assertThat(metric.description())
                    .hasSizeGreaterThan(15)
                    .endsWith(".")
                    .doesNotContain("  ", "|");
            assertThat(metric.tags().values()).allMatch(value -> value.matches("[a-z]+(-[a-z]+)*"));
        });
    }

    @Test
    void namesNoneTwice() {
        assertThat(METRICS).extracting(metric -> metric.name() + metric.tags()).doesNotHaveDuplicates();
    }
}
