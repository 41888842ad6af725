package club.imgeo.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Part d: {@link Pricing}, measured by JMH in a process of its own. */
final class PricingCost {
    private static final double MOST_MICROS = 2;

    private PricingCost() {}

    static List<Row> run() throws IOException, InterruptedException, RunnerException {
        try (SandboxProcess sandbox = SandboxProcess.start("0s")) {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(Pricing.class.getName() + ".*")
                            .param("baseUrl", sandbox.target().baseUrl())
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .run();
            List<Row> rows = new ArrayList<>();
            for (RunResult result : results) {
                String what = result.getPrimaryResult().getLabel().equals("request")
                        ? "a GenerateRequest checked and priced"
                        : "loose fields read, checked and priced";
                double micros = result.getPrimaryResult().getStatistics().getPercentile(50) / 1000;
                rows.add(Row.atMost("d", what, micros, MOST_MICROS, " µs", Map.of("micros", micros)));
            }
            return rows;
        }
    }
}
