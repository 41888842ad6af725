package club.imgeo.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import org.jspecify.annotations.Nullable;

/** Figures as attributes that can be read. */
final class MetricsBean implements DynamicMBean {
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    MetricsBean(List<Metric> metrics) {
        metrics.forEach(metric -> this.metrics.put(metric.name(), metric));
    }

    @Override
    public Number getAttribute(String name) throws AttributeNotFoundException {
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new AttributeNotFoundException(name);
        }
        return metric.value().get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList();
        for (String name : names) {
            Metric metric = metrics.get(name);
            if (metric != null) {
                values.add(new Attribute(name, metric.value().get()));
            }
        }
        return values;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String action, Object[] arguments, String[] signature) {
        throw new UnsupportedOperationException(action);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = metrics.values().stream()
                .map(metric -> new MBeanAttributeInfo(
                        metric.name(),
                        metric.value().get().getClass().getName(),
                        metric.description(),
                        true,
                        false,
                        false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(
                MetricsBean.class.getName(), "What a task of the imgeo sink has done", attributes, null, null, null);
    }
}
