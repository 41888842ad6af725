package club.imgeo.camel;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads of the meters at one moment. */
record Scrape(List<Series> series) {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Series(String name, Map<String, String> labels, double value) {}

    static Scrape of(PrometheusMeterRegistry registry) {
        List<Series> all = new ArrayList<>();
        registry.scrape().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new AssertionError("no line of a scrape: " + line);
            }
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            all.add(new Series(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
        });
        return new Scrape(all);
    }

    /** The sum over what has these labels; NaN where there is none. */
    double sum(String name, String... labels) {
        double sum = Double.NaN;
        for (Series each : series) {
            if (each.name.equals(name) && has(each, labels)) {
                sum = Double.isNaN(sum) ? each.value : sum + each.value;
            }
        }
        return sum;
    }

    private static boolean has(Series series, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(series.labels.get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.forEach(each -> names.add(each.name));
        return names;
    }

    /** That some series of this name has. */
    Set<String> labels(String name) {
        Set<String> labels = new TreeSet<>();
        series.stream().filter(each -> each.name.equals(name)).forEach(each -> labels.addAll(each.labels.keySet()));
        return labels;
    }
}
