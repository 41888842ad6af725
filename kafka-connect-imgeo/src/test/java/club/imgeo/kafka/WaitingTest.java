package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final Waiting waiting = new Waiting();

    private static Job job(long offset) {
        Place place = new Place("prompts", 3, offset, null);
        return new Job(Records.at(place, null, "a fox"), place, new Assignment(UnreadJournal.of("prompts", 3)));
    }

    @Test
    void givesBackWhatIsDueAndKeepsTheRest() {
        Job soon = job(1);
        Job later = job(2);
        waiting.add(later, 2_000);
        waiting.add(soon, 1_000);

        assertThat(waiting.due(999)).isEmpty();
        assertThat(waiting.due(1_000)).containsExactly(soon);
        assertThat(waiting.size()).isOne();
        assertThat(waiting.due(5_000)).containsExactly(later);
        assertThat(waiting.due(5_000)).isEmpty();
    }

    @Test
    void givesBackInTheOrderInWhichTheyAreDueAndThenOfTheTopic() {
        Job first = job(9);
        Job second = job(2);
        Job third = job(10);
        List.of(third, second).forEach(job -> waiting.add(job, 1_000));
        waiting.add(first, 999);

        assertThat(waiting.due(1_000)).containsExactly(first, second, third);
    }
}
