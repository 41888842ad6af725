package club.imgeo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs the parts, prints the table and writes the JSON file that is named as the only argument. */
public final class Benchmarks {
    private Benchmarks() {}

    @SuppressWarnings("SystemOut") // It is a command: this is what it says to its user.
    public static void main(String[] arguments) throws Exception {
        String only = System.getProperty("imgeo.bench.only", "");
        Map<String, Callable<List<Row>>> parts = new LinkedHashMap<>();
        parts.put("a", Throughput::run);
        parts.put("b", TenThousand::run);
        parts.put("c", FlatCost::run);
        parts.put("d", PricingCost::run);
        parts.put("e", JournalCost::run);
        parts.put("f", KafkaSink::run);
        parts.put("g", TenantCost::run);

        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Callable<List<Row>>> part : parts.entrySet()) {
            if (only.isEmpty() || only.contains(part.getKey())) {
                System.out.println("measuring part " + part.getKey() + " …");
                rows.addAll(part.getValue().call());
            }
        }
        Report report = new Report(rows);
        report.write(Path.of(arguments[0]));
        System.out.println(report.table());
        System.out.println(report.verdict());
        if (Boolean.getBoolean("imgeo.bench.strict") && !report.allMet()) {
            System.exit(1);
        }
    }
}
