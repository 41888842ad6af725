package club.imgeo.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Draws what the records of its partitions ask for. Made and called by the worker, as {@link SinkTask} has it. */
public final class ImgeoSinkTask extends SinkTask {
    private @Nullable RunningSink running;

    @Override
    public String version() {
        return new ImgeoSinkConnector().version();
    }

    @Override
    public void start(Map<String, String> props) {
        running = RunningSink.start(new ImgeoSinkConfig(props), context);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        running().open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        running().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        return running().preCommit(consumed);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (running != null) {
            running.close(partitions);
        }
    }

    @Override
    public void stop() {
        if (running != null) {
            running.stop();
        }
    }

    private RunningSink running() {
        if (running == null) {
            throw new IllegalStateException("the task is not started");
        }
        return running;
    }
}
