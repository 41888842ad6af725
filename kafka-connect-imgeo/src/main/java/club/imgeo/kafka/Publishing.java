package club.imgeo.kafka;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a task's figures: among the worker's, where it takes those of plugins, else by JMX on our own. */
final class Publishing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private final Runnable end;

    private Publishing(Runnable end) {
        this.end = end;
    }

    /** Never fails: a task without figures draws as well. */
    static Publishing start(SinkTaskContext context, String connector, int task, List<Metric> metrics) {
        try {
            if (takesMetrics(SinkTaskContext.class)) {
                WorkerMetrics.add(context, metrics);
                return new Publishing(() -> {}); // the worker removes them when the task has stopped
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "The worker does not take the metrics of {}-{}; they are published by JMX alone",
                    connector,
                    task,
                    e);
        }
        try {
            JmxMetrics registered =
                    JmxMetrics.register(ManagementFactory.getPlatformMBeanServer(), connector, task, metrics);
            return new Publishing(registered::close);
        } catch (JMException | RuntimeException e) {
            LOG.warn("The metrics of {}-{} cannot be published", connector, task, e);
            return new Publishing(() -> {});
        }
    }

    /**
     * Workers before 4.1 lack the method, and the class that it gives. So that nothing here is linked with that class,
     * {@link WorkerMetrics} alone may name it.
     */
    static boolean takesMetrics(Class<?> context) {
        return Stream.of(context.getMethods())
                .anyMatch(method -> method.getName().equals("pluginMetrics") && method.getParameterCount() == 0);
    }

    @Override
    public void close() {
        end.run();
    }
}
