package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Charge;
import club.imgeo.charge.Claim;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.charge.Intent;
import club.imgeo.charge.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The journal of one task, with clients and threads of its own, as if it were in another process. */
final class TaskJournal implements AutoCloseable {
    static final String CONNECTOR = "drawing";

    final KafkaClients clients = new KafkaClients(
            Map.of("bootstrap.servers", Cluster.bootstrapServers(), "max.block.ms", 3_000), "drawing-0");
    final Admin admin = clients.admin();
    final JournalTopic topic;
    final KafkaJournal journal;
    /** What its {@link KafkaJournal.Listener} was told. */
    final Queue<Map<String, Charge>> late = new ConcurrentLinkedQueue<>();

    final Queue<Charge> refunded = new ConcurrentLinkedQueue<>();

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4);

    /** @param name of the topic */
    TaskJournal(String name) {
        topic = JournalTopic.claim(
                name,
                new JournalOwner.Claimant(CONNECTOR, "https://www.imgeo.club", name + "-group", null),
                clients,
                admin);
        journal = new KafkaJournal(clients, topic, new Committed(admin, name + "-group"), pool, listener());
    }

    private KafkaJournal.Listener listener() {
        return new KafkaJournal.Listener() {
            @Override
            public void late(PartitionJournal from, Map<String, Charge> byPlace) {
                late.add(byPlace);
            }

            @Override
            public void refunded(Charge charge) {
                refunded.add(charge);
            }
        };
    }

    /** Takes a partition over, and waits until its journal is read. */
    PartitionJournal assign(TopicPartition source) {
        PartitionJournal taken = journal.assign(source);
        assertThat(get(taken.ask(Books::size))).isNotNegative();
        return taken;
    }

    void release(PartitionJournal partition) {
        journal.release(partition);
    }

    CompletableFuture<Claim> claim(Intent intent, Cap... caps) {
        return journal.claim(intent, List.of(caps), InDoubtPolicy.QUARANTINE);
    }

    Charge granted(Intent intent, Cap... caps) {
        return charge(get(claim(intent, caps)));
    }

    Charge record(Charge charge, Outcome outcome) {
        return get(journal.record(charge, outcome, charge.intent().at().plusSeconds(5)));
    }

    static Charge charge(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).charge();
    }

    List<Charge> find(String key) {
        return get(journal.find(key));
    }

    /** What is committed in a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.reader("test")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = topic.end(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        journal.close();
        pool.shutdown();
        admin.close(Duration.ZERO);
    }
}
