package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What a real worker shows of a task. */
class SinkMetricsTest {
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    @Test
    void countsWhatBecameOfRecordsAndCreditsAsTheServersLedgerHasIt() throws Exception {
        try (Pipeline pipeline = new Pipeline().with("imgeo.charge.key", "key").start()) {
            pipeline.produce(0, "fox", "a fox");
            pipeline.produce(0, "fox", "a fox");
            pipeline.produce(0, "hen", "{\"prompt\":\"a hen\",\"colour\":\"red\"}");
            pipeline.produce(0, "hare", "a hare sandbox: 500 once");
            pipeline.produce(0, "owl", "an owl sandbox: charge then reset");
            pipeline.produce(0, "mole", "a mole sandbox: 402 once");

            pipeline.awaitCommitted(0, 6);

            ObjectName task = name(pipeline, "");
            await().untilAsserted(() ->
                    assertThat(number(task, "records-ended-total")).isEqualTo(6));
            assertThat(number(task, "records-in-flight")).isZero();
            assertThat(number(task, "records-done-total")).isEqualTo(4);
            assertThat(number(task, "records-replayed-total")).isEqualTo(1);
            assertThat(number(task, "records-refused-total")).isEqualTo(1);
            assertThat(number(task, "records-in-doubt-total")).isEqualTo(1);
            assertThat(number(task, "credits-refunded-total"))
                    .isEqualTo((double) pipeline.sandbox.ledger().refunded());
            assertThat(number(task, "credits-in-doubt-total"))
                    .isEqualTo((double) pipeline.sandbox.ledger().net("an owl sandbox: charge then reset"));
            assertThat(number(task, "credits-spent-total") + number(task, "credits-in-doubt-total"))
                    .isEqualTo((double) pipeline.sandbox.ledger().net());
            assertThat(number(task, "record-avg-time-ms")).isPositive();
            assertThat(number(task, "record-max-time-ms")).isGreaterThan(4_000);
            assertThat(number(name(pipeline, ",reason=credits"), "time-paused-ms-total"))
                    .isGreaterThan(4_000);
            assertThat(number(name(pipeline, ",reason=journal"), "time-paused-ms-total"))
                    .isZero();
        }
    }

    @Test
    void publishesAmongTheWorkersFiguresAloneAndTakesThemBack() throws Exception {
        try (Pipeline pipeline = new Pipeline().start()) {
            await().atMost(Pipeline.SOON).untilAsserted(() -> assertThat(shown(pipeline, "kafka.connect:type=plugins"))
                    .hasSize(14));

            assertThat(shown(pipeline, "club.imgeo:type=sink")).isEmpty();
            pipeline.stopConnector();
            await().untilAsserted(() ->
                    assertThat(shown(pipeline, "kafka.connect:type=plugins")).isEmpty());
        }
    }

    private static Set<String> shown(Pipeline pipeline, String type) throws JMException {
        Set<String> shown = new TreeSet<>();
        for (ObjectName bean : JMX.queryNames(new ObjectName(type + ",*"), null)) {
            if (bean.getKeyProperty("connector").contains(pipeline.name)) {
                for (MBeanAttributeInfo attribute : JMX.getMBeanInfo(bean).getAttributes()) {
                    shown.add(new TreeMap<>(bean.getKeyPropertyList()) + " " + attribute.getName());
                }
            }
        }
        return shown;
    }

    static ObjectName name(Pipeline pipeline, String tags) throws JMException {
        return new ObjectName("kafka.connect:type=plugins,connector=" + pipeline.name + ",task=0" + tags);
    }

    static double number(ObjectName bean, String attribute) throws JMException {
        return ((Number) JMX.getAttribute(bean, attribute)).doubleValue();
    }
}
