package club.imgeo.kafka;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the brokers have of a connector's offsets: Connect never says whether a commit succeeded. */
record Committed(Admin admin, String group) {
    /** The offset that a next task would begin at; 0 where none was committed yet. */
    CompletableFuture<Long> of(TopicPartition source) {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(offsets -> {
                    OffsetAndMetadata offset = offsets.get(source);
                    return offset == null ? 0L : offset.offset();
                });
    }
}
