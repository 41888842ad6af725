package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures as MBeans of our own, named after the connector and the task as the worker names its own: one for all that have
 * the same tags.
 */
final class JmxMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmxMetrics.class);
    /** Which names are whose: a task may begin in this JVM before the one it replaces has ended. */
    private static final Map<ObjectName, JmxMetrics> OWNERS = new HashMap<>();

    private final MBeanServer server;

    private JmxMetrics(MBeanServer server) {
        this.server = server;
    }

    static JmxMetrics register(MBeanServer server, String connector, int task, List<Metric> metrics)
            throws JMException {
        Map<ObjectName, List<Metric>> beans = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            beans.computeIfAbsent(name(connector, task, metric.tags()), name -> new ArrayList<>())
                    .add(metric);
        }
        JmxMetrics registered = new JmxMetrics(server);
        synchronized (OWNERS) {
            for (Map.Entry<ObjectName, List<Metric>> bean : beans.entrySet()) {
                JmxMetrics before = OWNERS.remove(bean.getKey());
                if (before != null) {
                    before.unregister(bean.getKey());
                }
                registered.register(bean.getKey(), bean.getValue());
            }
        }
        return registered;
    }

    private void register(ObjectName name, List<Metric> metrics) throws JMException {
        try {
            server.registerMBean(new MetricsBean(metrics), name);
            OWNERS.put(name, this);
        } catch (JMException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ObjectName name(String connector, int task, Map<String, String> tags) throws JMException {
        StringBuilder name = new StringBuilder("club.imgeo:type=sink,connector=")
                .append(ObjectName.quote(connector))
                .append(",task=")
                .append(task);
        new TreeMap<>(tags)
                .forEach(
                        (tag, value) -> name.append(',').append(tag).append('=').append(value));
        return new ObjectName(name.toString());
    }

    @Override
    public void close() {
        synchronized (OWNERS) {
            List.copyOf(OWNERS.keySet()).stream()
                    .filter(name -> OWNERS.remove(name, this))
                    .forEach(this::unregister);
        }
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("Somebody else has unregistered {}", name);
        } catch (MBeanRegistrationException e) {
            LOG.warn("{} is left registered", name, e);
        }
    }
}
