package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in whichever order: no offset is committed past a record that has not ended. */
class UnfinishedProperties {
    /** What happens next. */
    enum What {
        /** The worker hands over a record; some offsets before it may be none of ours. */
        NEW,
        /** It brings one once more. */
        AGAIN,
        /** One ends, or ends once more. */
        END
    }

    record Event(What what, int which) {}

    @Property
    void commitsUpToTheFirstRecordThatHasNotEnded(@ForAll("events") List<Event> events) {
        Unfinished unfinished = new Unfinished();
        List<Long> handedOver = new ArrayList<>();
        Set<Long> open = new TreeSet<>();
        long consumed = 40;
        long committable = consumed;

        for (Event event : events) {
            long offset = event.what == What.NEW || handedOver.isEmpty()
                    ? consumed + event.which % 4
                    : handedOver.get(event.which % handedOver.size());
            if (event.what == What.END) {
                assertThat(unfinished.end(offset)).isEqualTo(open.remove(offset));
            } else {
                assertThat(unfinished.begin(offset)).isEqualTo(open.add(offset));
                handedOver.add(offset);
                consumed = Math.max(consumed, offset + 1);
            }
            long before = committable;
            committable = unfinished.committable(consumed);

            assertThat(committable).isEqualTo(open.stream().reduce(consumed, Math::min));
            if (event.what != What.AGAIN) {
                assertThat(committable).isGreaterThanOrEqualTo(before);
            }
            assertThat(unfinished.size()).isEqualTo(open.size());
        }
        open.forEach(unfinished::end);

        assertThat(unfinished.committable(consumed)).isEqualTo(consumed);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 1_000))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }
}
