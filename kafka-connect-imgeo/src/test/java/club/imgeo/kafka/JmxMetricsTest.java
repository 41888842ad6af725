package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** On the platform's own server, as in a worker. */
class JmxMetricsTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String connector = "a \"strange\", name=*? " + UUID.randomUUID();
    private final Counts counts = new Counts();
    private long now;
    private final Gate gate = new Gate(() -> now);
    private final List<Metric> metrics = Metric.of(counts, gate);

    @Test
    void showsWhatTheTaskCounts() throws Exception {
        try (JmxMetrics registered = JmxMetrics.register(server, connector, 3, metrics)) {
            assertThat(registered).isNotNull();
            counts.begun();
            counts.finished(
                    End.of(End.How.DELIVERED, Instant.EPOCH, "a"),
                    new Delivery.Bill(true, new BigDecimal("2.5")),
                    1_500_000);

            assertThat(server.getAttribute(name(3, ""), "records-in-flight")).isEqualTo(1);
            assertThat(server.getAttribute(name(3, ""), "records-done-total")).isEqualTo(1L);
            assertThat(server.getAttribute(name(3, ""), "credits-spent-total")).isEqualTo(2.5);
            assertThat(server.getAttribute(name(3, ""), "record-max-time-ms")).isEqualTo(1.5);
        }
    }

    @Test
    void showsTheTimePausedByReason() throws Exception {
        try (JmxMetrics registered = JmxMetrics.register(server, connector, 0, metrics)) {
            assertThat(registered).isNotNull();
            gate.close(Gate.Reason.RATE_LIMIT, Duration.ofSeconds(9), "too many requests");
            now += 2_000_000_000;

            assertThat(server.getAttribute(name(0, ",reason=rate-limit"), "time-paused-ms-total"))
                    .isEqualTo(2_000L);
            assertThat(server.getAttribute(name(0, ",reason=credits"), "time-paused-ms-total"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void describesEachAttributeAndGivesTheTypeItSays() throws Exception {
        try (JmxMetrics registered = JmxMetrics.register(server, connector, 0, metrics)) {
            assertThat(registered).isNotNull();
            MBeanAttributeInfo[] attributes = server.getMBeanInfo(name(0, "")).getAttributes();
            AttributeList values = server.getAttributes(
                    name(0, ""),
                    Stream.of(attributes).map(MBeanAttributeInfo::getName).toArray(String[]::new));

            assertThat(values).hasSameSizeAs(attributes);
            for (int i = 0; i < attributes.length; i++) {
                Attribute value = (Attribute) values.get(i);
                assertThat(attributes[i].getDescription()).endsWith(".");
                assertThat(attributes[i].isWritable()).isFalse();
                assertThat(value.getName()).isEqualTo(attributes[i].getName());
                assertThat(value.getValue().getClass().getName()).isEqualTo(attributes[i].getType());
            }
        }
    }

    @Test
    void refusesWhatItHasNot() throws Exception {
        try (JmxMetrics registered = JmxMetrics.register(server, connector, 0, metrics)) {
            assertThat(registered).isNotNull();

            assertThatThrownBy(() -> server.getAttribute(name(0, ""), "api-key"))
                    .isInstanceOf(AttributeNotFoundException.class);
            assertThatThrownBy(() -> server.setAttribute(name(0, ""), new Attribute("records-done-total", 7L)))
                    .isInstanceOf(AttributeNotFoundException.class);
        }
    }

    @Test
    void leavesNothingBehindAndTheOtherTasksAlone() throws Exception {
        JmxMetrics one = JmxMetrics.register(server, connector, 0, metrics);
        JmxMetrics two = JmxMetrics.register(server, connector, 1, metrics);

        one.close();

        assertThat(registered()).isNotEmpty().allMatch(name -> name.getKeyProperty("task")
                .equals("1"));
        two.close();
        assertThat(registered()).isEmpty();
    }

    @Test
    void leavesThoseOfATaskAloneThatHasTakenItsPlace() throws Exception {
        Counts newer = new Counts();
        newer.begun();
        JmxMetrics before = JmxMetrics.register(server, connector, 0, metrics);
        JmxMetrics after = JmxMetrics.register(server, connector, 0, Metric.of(newer, gate));

        before.close();

        assertThat(server.getAttribute(name(0, ""), "records-in-flight")).isEqualTo(1);
        after.close();
        assertThat(registered()).isEmpty();
    }

    private List<ObjectName> registered() throws Exception {
        return List.copyOf(server.queryNames(
                new ObjectName("club.imgeo:type=sink,connector=" + ObjectName.quote(connector) + ",*"), null));
    }

    private ObjectName name(int task, String tags) throws Exception {
        return new ObjectName("club.imgeo:type=sink,connector=" + ObjectName.quote(connector) + ",task=" + task + tags);
    }
}
