package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page of the meters, its alerts, and the dashboard, held against what is really published. To bring the tables up to
 * date: {@code mvn -pl camel-imgeo-component test -Dtest=MetricsDocTest -Dimgeo.docs.update=true}.
 */
class MetricsDocTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Path DASHBOARD = Path.of("../docs/grafana-imgeo.json");
    private static final Pattern ALERT =
            Pattern.compile("- alert: (\\w+)\\n +expr: (?:>-\\n)?(.*?)(?=\\n +(?:for|labels):)", Pattern.DOTALL);

    private static final Map<Ending.How, String> OUTCOMES = new LinkedHashMap<>();

    static {
        OUTCOMES.put(Ending.How.DONE, "drawn and paid for");
        OUTCOMES.put(Ending.How.REPLAYED, "given again from the journal, for nothing");
        OUTCOMES.put(Ending.How.REFUSED, "failed, and nothing was taken");
        OUTCOMES.put(Ending.How.REFUNDED, "failed, and what was taken was given back");
        OUTCOMES.put(Ending.How.UNUSABLE, "paid for, and the answer is no use");
        OUTCOMES.put(Ending.How.IN_DOUBT, "failed, and may have been paid for");
    }

    /** Of an application that had one of each outcome. */
    private static Scrape scrape = new Scrape(List.of());

    @BeforeAll
    static void draw() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0))) {
            studio.context.getRegistry().bind("metricsRegistry", registry);
            studio.started();
            String generate = "imgeo:generate?model=" + CHEAP;
            studio.send(generate + "&chargeKey=1", "a fox");
            studio.send(generate + "&chargeKey=1", "a fox");
            studio.send(generate, "a fox. sandbox: 400");
            studio.send(generate, "a fox. sandbox: 500");
            studio.send(generate, "a fox. sandbox: garbage");
            studio.send(generate, "a fox. sandbox: reset");
            await().until(() -> Scrape.of(registry).sum("imgeo_figures_age_seconds") >= 0);
            scrape = Scrape.of(registry);
        }
    }

    private static String inPrometheus(Meters meter) {
        String name = meter.id().replace('.', '_');
        return switch (meter.kind()) {
            case TIMER -> name + "_seconds_count";
            case COUNTER -> name + "_total";
            case GAUGE -> name;
            case AGE -> name + "_seconds";
        };
    }

    @Test
    void listsTheMetersAsTheyAreDeclared() throws Exception {
        StringBuilder table =
                new StringBuilder("| Meter | In Prometheus | Kind | Tags | What it is |\n|---|---|---|---|---|\n");
        for (Meters meter : Meters.values()) {
            table.append("| `%s` | `%s` | %s | %s | %s |\n"
                    .formatted(
                            meter.id(),
                            inPrometheus(meter),
                            meter.kind(),
                            meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
                            meter.description()));
        }
        assertPart("meters", table.toString());
    }

    @Test
    void listsTheOutcomes() throws Exception {
        assertThat(OUTCOMES.keySet()).containsExactly(Ending.How.values());
        StringBuilder table = new StringBuilder("| `outcome` | The message |\n|---|---|\n");
        OUTCOMES.forEach((how, meaning) -> table.append("| `%s` | %s |\n".formatted(how, meaning)));
        assertPart("outcomes", table.toString());
    }

    @Test
    void declaresWhatIsPublishedAndNothingElse() {
        assertThat(Arrays.stream(Meters.values()).map(MetricsDocTest::inPrometheus))
                .allMatch(scrape.names()::contains);
        assertThat(scrape.names()).allSatisfy(name -> assertThat(
                        Arrays.stream(Meters.values()).map(meter -> meter.id().replace('.', '_')))
                .anyMatch(name::startsWith));
        for (Meters meter : Meters.values()) {
            Set<String> labels = new TreeSet<>(meter.tags());
            labels.add("component");
            assertThat(scrape.labels(inPrometheus(meter))).as(meter.id()).isEqualTo(labels);
        }
    }

    @Test
    void hasOneOfEachOutcome() {
        assertThat(Ending.How.values())
                .allMatch(how -> scrape.sum("imgeo_generate_seconds_count", "outcome", how.toString()) == 1);
    }

    @Test
    void asksInTheDashboardForWhatIsPublished() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        dashboard.findValuesAsText("definition").forEach(definition -> {
            assertThat(definition).matches("label_values\\(\\w+, \\w+\\)");
            queries.add(definition.replaceFirst("label_values\\((\\w+), (\\w+)\\)", "sum by ($2) ($1)"));
        });

        assertThat(queries).hasSizeGreaterThan(15);
        assertAsksForWhatIsPublished(queries, Function.identity());
    }

    @Test
    void showsEveryMeterInTheDashboard() throws Exception {
        String dashboard = Files.readString(DASHBOARD);

        assertThat(Arrays.stream(Meters.values()).map(meter -> meter.id().replace('.', '_')))
                .allMatch(dashboard::contains);
    }

    @Test
    void alertsByWhatIsPublishedAndSaysOfEachWhatToDo() throws Exception {
        String page = Files.readString(PAGE);
        Map<String, String> alerts = new LinkedHashMap<>();
        Matcher alert = ALERT.matcher(page);
        while (alert.find()) {
            alerts.put(alert.group(1), alert.group(2));
        }

        assertThat(page.lines().filter(line -> line.contains("- alert: "))).hasSameSizeAs(alerts.keySet());
        assertAsksForWhatIsPublished(alerts.keySet(), alerts::get);
        assertThat(alerts.keySet()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` | "));
    }

    private static void assertAsksForWhatIsPublished(Iterable<String> names, Function<String, String> queryOf) {
        assertThat(names).allSatisfy(name -> {
            Promql query = Promql.of(queryOf.apply(name));
            assertThat(query.metrics()).as(name).isNotEmpty();
            assertThat(query.missingIn(scrape)).as(name).isEmpty();
            Matcher outcomes = Pattern.compile("outcome=~?\"([^\"]*)\"").matcher(queryOf.apply(name));
            while (outcomes.find()) {
                assertThat(outcomes.group(1).split("\\|")).allMatch(outcome -> OUTCOMES.keySet().stream()
                        .anyMatch(how -> how.toString().equals(outcome)));
            }
        });
    }

    @Test
    void noticesAQueryForWhatIsNotPublished() {
        assertThat(Promql.of("sum by (model) (rate(imgeo_credits_spent{outcome=\"done\"}[5m]))")
                        .missingIn(scrape))
                .contains("imgeo_credits_spent");
        assertThat(Promql.of("sum by (model) (imgeo_balance)").missingIn(scrape))
                .containsExactly("imgeo_balance{model}");
        assertThat(Promql.of("imgeo_balance{colour=~\"$component\"} > 3").missingIn(scrape))
                .containsExactly("imgeo_balance{colour}");
        assertThatThrownBy(() -> Promql.of("summe(imgeo_balance)")).hasMessage("no such function: summe");
    }

    private static void assertPart(String words, String expected) throws Exception {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + words + ": START -->\n";
        String end = "<!-- " + words + ": END -->\n";
        int from = page.indexOf(begin) + begin.length();
        if (Boolean.getBoolean("imgeo.docs.update")) {
            page = page.substring(0, from) + expected + page.substring(page.indexOf(end));
            Files.writeString(PAGE, page);
        }

        assertThat(page.substring(from, page.indexOf(end))).isEqualTo(expected);
    }
}
