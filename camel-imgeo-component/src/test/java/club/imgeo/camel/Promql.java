package club.imgeo.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a query of Prometheus names, as far as ours go: the metrics, each with the labels that it is held to. */
record Promql(Set<String> metrics, Set<String> labels) {
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> FUNCTIONS = Set.of(
            "sum", "min", "max", "abs", "rate", "increase", "delta", "max_over_time", "histogram_quantile", "vector");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool");

    /** @throws IllegalArgumentException for a function that it does not know */
    static Promql of(String query) {
        Set<String> labels = new TreeSet<>();
        String rest = query.replaceAll("\"[^\"]*\"", "");
        Matcher selector = SELECTOR.matcher(rest);
        while (selector.find()) {
            Matcher matcher = MATCHER.matcher(selector.group(2));
            while (matcher.find()) {
                labels.add(matcher.group(1));
            }
        }
        Matcher grouping = GROUPING.matcher(rest);
        while (grouping.find()) {
            labels.addAll(List.of(grouping.group(1).trim().split("\\s*,\\s*")));
        }
        rest = GROUPING.matcher(rest).replaceAll(" ").replaceAll("\\{[^}]*}|\\[[^]]*]|\\boffset\\s+\\w+", " ");
        return new Promql(metrics(rest), labels);
    }

    private static Set<String> metrics(String rest) {
        Set<String> metrics = new TreeSet<>();
        Matcher word = WORD.matcher(rest);
        while (word.find()) {
            if (rest.substring(word.end()).stripLeading().startsWith("(") && !KEYWORDS.contains(word.group())) {
                if (!FUNCTIONS.contains(word.group())) {
                    throw new IllegalArgumentException("no such function: " + word.group());
                }
            } else if (!KEYWORDS.contains(word.group())) {
                metrics.add(word.group());
            }
        }
        return metrics;
    }

    /** What no series has of it. */
    List<String> missingIn(Scrape scrape) {
        List<String> missing = new ArrayList<>();
        for (String metric : metrics) {
            if (!scrape.names().contains(metric)) {
                missing.add(metric);
            }
            labels.stream()
                    .filter(label -> !scrape.labels(metric).contains(label))
                    .forEach(label -> missing.add(metric + "{" + label + "}"));
        }
        return missing;
    }
}
