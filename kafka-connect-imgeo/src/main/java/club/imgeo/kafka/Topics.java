package club.imgeo.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that the connector writes. */
record Topics(Admin admin) {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration TO_BE_KNOWN = Duration.ofSeconds(15);

    /**
     * Sees to it that a topic is there, and tells how many partitions it has.
     *
     * @throws ConnectException naming {@code option} and the remedy, where it is missing and cannot be made
     */
    int require(String option, NewTopic topic) {
        try {
            return partitions(topic.name());
        } catch (UnknownTopicOrPartitionException missing) {
            create(option, topic);
            return onceKnown(() -> partitions(topic.name()));
        } catch (AuthorizationException e) {
            throw new ConnectException(
                    option + ": the topic " + topic.name()
                            + " may not be described; allow it to the user of imgeo.kafka.*",
                    e);
        } catch (KafkaException e) {
            throw new ConnectException(
                    option + ": nothing is known of the topic " + topic.name() + ": " + e.getMessage()
                            + "; check imgeo.kafka.bootstrap.servers and imgeo.kafka.*",
                    e);
        }
    }

    private int partitions(String topic) {
        return answer(admin.describeTopics(Set.of(topic)).allTopicNames()).values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
    }

    private void create(String option, NewTopic topic) {
        try {
            answer(admin.createTopics(Set.of(topic)).all());
            LOG.info("Made the topic {}, which {} names", topic.name(), option);
        } catch (TopicExistsException e) {
            LOG.debug("Another task was faster", e);
        } catch (KafkaException e) {
            throw new ConnectException(
                    option + ": the topic " + topic.name() + " does not exist and could not be made: " + e.getMessage()
                            + "; make it" + settings(topic) + ", or allow it to the user of imgeo.kafka.*",
                    e);
        }
    }

    private static String settings(NewTopic topic) {
        return topic.configs() == null ? "" : " with cleanup.policy=compact";
    }

    /** Null where it may not be read. */
    @Nullable
    String setting(String topic, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<ConfigResource, Config> configs = onceKnown(
                    () -> answer(admin.describeConfigs(Set.of(resource)).all()));
            ConfigEntry entry =
                    configs.get(resource) == null ? null : configs.get(resource).get(name);
            return entry == null ? null : entry.value();
        } catch (AuthorizationException e) {
            LOG.warn("{} of the topic {} may not be read; see to it that it is right", name, topic);
            return null;
        }
    }

    /** Of a topic that was just made, brokers come to know one after the other. */
    private static <T> T onceKnown(Supplier<T> question) {
        long deadline = System.nanoTime() + TO_BE_KNOWN.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    static <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
