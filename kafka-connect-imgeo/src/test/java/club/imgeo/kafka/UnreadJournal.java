package club.imgeo.kafka;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Charge;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.common.TopicPartition;

/** What a partition's journal is before it is opened: nothing is done for whoever asks. */
final class UnreadJournal implements PartitionJournal.Shared {
    private final ScheduledExecutorService pool = new ScheduledThreadPoolExecutor(0);

    private UnreadJournal() {}

    static PartitionJournal of(String topic, int partition) {
        return new PartitionJournal(new TopicPartition(topic, partition), new UnreadJournal());
    }

    @Override
    public ScheduledExecutorService pool() {
        return pool;
    }

    @Override
    public KafkaClients clients() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JournalTopic topic() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Facts facts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tallies tallies() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public BigDecimal counted(Cap cap, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void failed(String message, Throwable cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void refunded(Charge charge) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void late(TopicPartition source, Map<String, Charge> byPlace) {
        throw new UnsupportedOperationException();
    }
}
