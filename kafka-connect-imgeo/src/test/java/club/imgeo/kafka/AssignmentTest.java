package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private final Assignment assignment = new Assignment(UnreadJournal.of("prompts", 3));

    @Test
    void isIdleAtOnceWhereNothingIsOnItsWay() {
        assignment.begin();
        assignment.rest();
        assertThat(assignment.isClosed()).isFalse();

        assertThat(assignment.close()).isCompleted();
        assertThat(assignment.isClosed()).isTrue();
    }

    @Test
    void isIdleWhenTheLastRecordRests() {
        assignment.begin();
        assignment.begin();

        CompletableFuture<?> idle = assignment.close();

        assertThat(assignment.isClosed()).isTrue();
        assignment.rest();
        assertThat(idle).isNotDone();
        assignment.rest();
        assertThat(idle).isCompleted();
    }

    @Test
    void isNotIdleBeforeItIsClosed() {
        assignment.begin();
        assignment.rest();
        assignment.begin();

        CompletableFuture<?> idle = assignment.close();

        assertThat(idle).isNotDone();
        assignment.rest();
        assertThat(idle).isCompleted();
    }
}
