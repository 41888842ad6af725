package club.imgeo.kafka;

import java.util.List;

/** Writes the page of the metrics from their declarations. */
final class MetricsReference {
    private static final String HEAD = """
            # Metrics of the Kafka Connect sink

            Written from the declarations by `MetricsReferenceTest`; do not edit.

            Each task publishes what it has done since its start; a restart begins anew. Records and credits are counted by
            the task that commits their end, in the moment in which it is committed, so that the sums over all tasks are what
            the results and reports say.

            | Worker | MBean |
            |---|---|
            | 4.1 and later: among the worker's own metrics, so that its `metric.reporters` have them, too | `kafka.connect:type=plugins,connector=NAME,task=NUMBER` |
            | before that: by JMX alone | `club.imgeo:type=sink,connector="NAME",task=NUMBER` |

            Those that have a tag are on an MBean of their own, whose name ends in it, such as `,reason=credits`.

            | Metric | Tag | What it is |
            |---|---|---|
            """;
    private static final String TAIL = """

            ## What to watch

            - `records-in-doubt-total` that grows: each such record is on the error topic, and somebody has to decide.
            - `time-paused-ms-total` that grows with `reason=credits`: the account is empty, or a budget is spent. Records
              wait, and go on by themselves when there are credits again.
            - `records-refused-total` that grows: the reports say what is wrong with the records.
            - `credits-spent-total` and `credits-in-doubt-total` together are never less than what the account was charged for
              what these tasks brought to an end; what turned out to have been paid after it was in doubt is in both. With
              `imgeo.in.doubt.policy=retry`, what was sent again is in neither.
            """;

    private MetricsReference() {}

    static String of(List<Metric> metrics) {
        StringBuilder page = new StringBuilder(HEAD);
        metrics.forEach(metric -> page.append(row(metric)));
        return page.append(TAIL).toString();
    }

    private static String row(Metric metric) {
        StringBuilder tags = new StringBuilder();
        metric.tags()
                .forEach((tag, value) ->
                        tags.append('`').append(tag).append('=').append(value).append('`'));
        return "| `" + metric.name() + "` | " + tags + " | " + metric.description() + " |\n";
    }
}
