package club.imgeo.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Figures among the worker's own. Fails to link in workers before 4.1: {@link Publishing#takesMetrics} is asked before. */
final class WorkerMetrics {
    private WorkerMetrics() {}

    static void add(SinkTaskContext context, List<Metric> metrics) {
        PluginMetrics worker = context.pluginMetrics();
        for (Metric metric : metrics) {
            Gauge<Number> value = (config, now) -> metric.value().get();
            worker.addMetric(
                    worker.metricName(metric.name(), metric.description(), new LinkedHashMap<>(metric.tags())), value);
        }
    }
}
