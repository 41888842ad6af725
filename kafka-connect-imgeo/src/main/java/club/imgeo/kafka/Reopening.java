package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has records end once more whose offsets somebody sets back on purpose. What is paid for stays paid for: they get the
 * same images again, for nothing; what was refused is tried again; what is in doubt is reported again.
 */
final class Reopening {
    private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);
    private static final int AT_A_TIME = 1_000;

    private Reopening() {}

    /**
     * @param offsets to begin at; null for the beginning
     * @throws ConnectException where the journal could not be told, so that the offsets must stay
     */
    static void from(Map<TopicPartition, @Nullable Long> offsets, ImgeoSinkConfig config) {
        KafkaClients clients = new KafkaClients(config.kafkaClient(), config.connector() + "-offsets");
        try (Admin admin = clients.admin()) {
            JournalTopic topic = JournalTopic.claim(config.journalTopic(), config.claimant(), clients, admin);
            offsets.forEach((source, offset) -> reopen(source, offset == null ? 0 : offset, clients, topic));
        } catch (KafkaException | JournalException e) {
            throw e instanceof ConnectException refused
                    ? refused
                    : new ConnectException(
                            "The offsets stay as they are, since the journal could not be told: " + e.getMessage(), e);
        }
    }

    private static void reopen(TopicPartition source, long offset, KafkaClients clients, JournalTopic topic) {
        Books books = new Books(Place.prefix(source.topic(), source.partition()));
        try (Transactions fenced = Transactions.begin(clients.fencing(topic.transactionalId(source)))) {
            JournalReader.toTheEnd(clients, topic, source, books, "").close();
            List<ProducerRecord<byte[], byte[]>> entries = new ArrayList<>();
            books.endedFrom(offset)
                    .forEach((place, end) -> entries.add(topic.entry(
                            source,
                            EntryKey.end(place),
                            end.reopened(Instant.now()).toJson(),
                            "")));
            for (int from = 0; from < entries.size(); from += AT_A_TIME) {
                fenced.write(entries.subList(from, Math.min(entries.size(), from + AT_A_TIME)));
            }
            LOG.info("{} records of {} may end once more", entries.size(), source);
        } catch (Transactions.Aborted | Transactions.Uncertain e) {
            throw new KafkaException(e);
        }
    }
}
