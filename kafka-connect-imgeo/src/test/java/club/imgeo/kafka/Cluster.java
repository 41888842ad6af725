package club.imgeo.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;

/** A broker and a worker of Connect in this JVM, started by the first test that needs them, and stopped with the last. */
public final class Cluster {
    private static final EmbeddedConnectCluster CONNECT = started();

    private Cluster() {}

    public static EmbeddedConnectCluster connect() {
        return CONNECT;
    }

    public static String bootstrapServers() {
        return CONNECT.kafka().bootstrapServers();
    }

    private static EmbeddedConnectCluster started() {
        EmbeddedConnectCluster cluster = new EmbeddedConnectCluster.Builder()
                .name("imgeo")
                .numWorkers(1)
                .numBrokers(1)
                .brokerProps(broker())
                .workerProps(worker())
                .build();
        cluster.start();
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop));
        return cluster;
    }

    private static Properties broker() {
        Properties broker = new Properties();
        broker.put("offsets.topic.num.partitions", "1");
        broker.put("transaction.state.log.replication.factor", "1");
        broker.put("transaction.state.log.min.isr", "1");
        broker.put("transaction.state.log.num.partitions", "1");
        broker.put("group.initial.rebalance.delay.ms", "0");
        broker.put("auto.create.topics.enable", "false");
        return broker;
    }

    private static Map<String, String> worker() {
        Map<String, String> worker = new HashMap<>();
        worker.put("plugin.discovery", "service_load");
        worker.put("offset.flush.interval.ms", "200");
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("connector.client.config.override.policy", "All");
        worker.put("config.providers", "secrets");
        worker.put("config.providers.secrets.class", FileConfigProvider.class.getName());
        return worker;
    }
}
