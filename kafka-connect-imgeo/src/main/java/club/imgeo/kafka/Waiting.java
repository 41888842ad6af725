package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Records that are to be tried again, in the order in which that is due. Not safe for threads. */
final class Waiting {
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing((Due due) -> due.nanos)
            .thenComparing(due -> due.job.place().offset()));

    private record Due(long nanos, Job job) {}

    void add(Job job, long nanos) {
        queue.add(new Due(nanos, job));
    }

    List<Job> due(long now) {
        List<Job> due = new ArrayList<>();
        for (Due next = queue.peek(); next != null && next.nanos <= now; next = queue.peek()) {
            due.add(queue.remove().job);
        }
        return due;
    }

    int size() {
        return queue.size();
    }
}
