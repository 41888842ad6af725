package club.imgeo.kafka;

import static club.imgeo.kafka.Charges.DOUBT;
import static club.imgeo.kafka.Charges.DRAWN;
import static club.imgeo.kafka.Charges.GIVEN_BACK;
import static club.imgeo.kafka.Charges.MINUTE;
import static club.imgeo.kafka.Charges.NOON;
import static club.imgeo.kafka.Charges.REFUSED;
import static club.imgeo.kafka.Charges.SCOPE;
import static club.imgeo.kafka.Charges.intent;
import static club.imgeo.kafka.Charges.word;
import static club.imgeo.kafka.TaskJournal.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Change;
import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Claim;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.charge.Intent;
import club.imgeo.charge.Totals;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every journal does, done by this one, and the same after another has read it from the topic. */
class KafkaJournalTest {
    private final String name = "j" + UUID.randomUUID().toString().substring(0, 8);
    private final TopicPartition source = new TopicPartition(name + "-prompts", 0);
    private final TopicPartition other = new TopicPartition(name + "-prompts", 1);
    private final String fox = key(source, "fox");
    private final String hare = key(source, "hare");
    private final TaskJournal task = new TaskJournal(name);

    KafkaJournalTest() {
        task.assign(source);
    }

    @AfterEach
    void close() {
        task.close();
    }

    private static String key(TopicPartition source, String name) {
        return Place.prefix(source.topic(), source.partition()) + "=" + name;
    }

    /** What a task finds that has the partition next. */
    private List<Charge> afterwards(String key) {
        try (TaskJournal next = new TaskJournal(name)) {
            next.assign(source);
            return next.find(key);
        }
    }

    private static Cap cap(String credits) {
        return new Cap(SCOPE, new BigDecimal(credits), null);
    }

    @Test
    void writesWhatACallCameToThoughItsPartitionCameAndWentMeanwhile() {
        Charge made = task.granted(intent(fox));
        task.release(task.assign(source));

        Charge done = task.record(made, DRAWN);

        assertThat(afterwards(fox)).containsExactly(done);
    }

    @Test
    void tellsOfTheRefundOfAnAttemptOnceHoweverOftenItIsWritten() {
        Charge first = task.granted(intent(fox));
        Charge refunded = task.record(first, GIVEN_BACK);
        task.record(first, GIVEN_BACK);
        task.record(task.granted(intent(fox)), REFUSED);
        task.record(task.granted(intent(fox)), DOUBT);
        get(task.journal.resolve(fox, word(GIVEN_BACK), NOON.plus(MINUTE))); // by which nobody was paid back
        Charge again = task.record(task.granted(intent(fox)), GIVEN_BACK);

        assertThat(task.refunded).containsExactly(refunded, again);
    }

    @Test
    void grantsAKeyOnce() {
        Charge charge = task.granted(intent(fox));

        assertThat(charge.attempt()).isEqualTo(1);
        assertThat(get(task.claim(intent(fox)))).isEqualTo(new Claim.Taken(charge));
        assertThat(task.find(fox)).containsExactly(charge);
        assertThat(task.find(hare)).isEmpty();
        assertThat(afterwards(fox)).containsExactly(charge);
    }

    @Test
    void grantsAKeyOnceToThoseWhoAskTogether() {
        PartitionJournal partition = task.assign(source);
        CompletableFuture<List<Claim>> claims = new CompletableFuture<>();
        partition.execute(() -> {
            List<CompletableFuture<Claim>> asked = Stream.of(intent(fox), intent(fox), intent(hare), intent(fox))
                    .map(task::claim)
                    .toList();
            var unused = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .thenAccept(all -> claims.complete(
                            asked.stream().map(CompletableFuture::join).toList()));
        });

        assertThat(get(claims))
                .extracting(claim -> claim instanceof Claim.Granted)
                .containsExactly(true, false, true, false);
    }

    @Test
    void grantsTheSameIntentAgain() {
        Intent intent = intent(fox);
        Charge charge = task.granted(intent);

        assertThat(task.granted(intent)).isEqualTo(charge);
        assertThat(afterwards(fox)).containsExactly(charge);
    }

    @Test
    void answersWithWhatWasDrawnBefore() {
        Charge done = task.record(task.granted(intent(fox)), DRAWN);

        assertThat(done.state()).isEqualTo(ChargeState.DONE);
        assertThat(get(task.claim(intent(fox)))).isEqualTo(new Claim.Taken(done));
        assertThat(afterwards(fox)).containsExactly(done);
    }

    @Test
    void countsEachAttemptAfterARefund() {
        Charge first = task.record(task.granted(intent(fox)), GIVEN_BACK);

        Charge second = task.granted(intent(fox));

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(afterwards(fox)).containsExactly(first, second);
    }

    @Test
    void forgetsAnAttemptOfWhichNothingWasTakenWhenTheNextIsMade() {
        task.record(task.granted(intent(fox)), REFUSED);

        Charge second = task.granted(intent(fox));

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(task.find(fox)).containsExactly(second);
        assertThat(afterwards(fox)).containsExactly(second);
    }

    @Test
    void letsALateFactWinOverADoubt() {
        Charge made = task.granted(intent(fox));
        task.record(made, DOUBT);

        Charge late = task.record(made, DRAWN);

        assertThat(late.late()).isTrue();
        assertThat(task.find(fox)).containsExactly(late);
        assertThat(task.record(made, REFUSED)).isEqualTo(late);
        assertThat(afterwards(fox)).containsExactly(late);
    }

    @Test
    void takesAnIntentBack() {
        Intent intent = intent(fox);
        task.granted(intent);

        assertThat(get(task.journal.withdraw(intent, NOON))).isTrue();
        assertThat(get(task.journal.withdraw(intent(hare), NOON))).isFalse();
        assertThat(task.granted(intent(fox)).attempt()).isEqualTo(2);
    }

    @Test
    void endsADoubtByAWordAndLetsAFactWinOverIt() {
        Charge made = task.granted(intent(fox));
        task.record(made, DOUBT);
        Charge said = get(task.journal.resolve(fox, word(REFUSED), NOON.plus(MINUTE)));
        assertThat(said.state()).isEqualTo(ChargeState.REFUSED);
        assertThat(afterwards(fox)).containsExactly(said);

        try (TaskJournal next = new TaskJournal(name)) {
            next.assign(source);
            Charge fact = next.record(made, DRAWN);

            assertThat(fact.state()).isEqualTo(ChargeState.DONE);
            assertThat(next.find(fox)).containsExactly(fact);
            assertThat(afterwards(fox)).containsExactly(fact);
        }
    }

    @Test
    void listsDoubtsOldestFirst() {
        task.assign(other);
        task.record(task.granted(intent(key(source, "3"), NOON.plusSeconds(3))), DOUBT);
        task.record(task.granted(intent(key(other, "1"), NOON.plusSeconds(1))), DOUBT);
        task.granted(intent(key(source, "2"), NOON.plusSeconds(2)));
        task.record(task.granted(intent(key(source, "done"))), DRAWN);
        Instant deadline = NOON.plusSeconds(2).plus(MINUTE);

        assertThat(get(task.journal.inDoubt(10, deadline)))
                .extracting(Charge::key)
                .containsExactly(key(other, "1"), key(source, "3"));
        assertThat(get(task.journal.inDoubt(2, deadline.plusSeconds(1))))
                .extracting(Charge::key)
                .containsExactly(key(other, "1"), key(source, "2"));
    }

    @Test
    void addsUp() {
        task.assign(other);
        task.granted(intent(key(source, "1")));
        task.record(task.granted(intent(key(source, "2"))), DOUBT);
        task.record(task.granted(intent(key(other, "3"))), DRAWN);
        task.record(task.granted(intent(key(source, "4"))), GIVEN_BACK);
        task.record(task.granted(intent(key(source, "5"))), REFUSED);
        task.record(task.granted(intent(key(source, "6"), NOON.minusSeconds(1))), DRAWN);
        BigDecimal four = new BigDecimal("4");

        assertThat(get(task.journal.totals(SCOPE, NOON))).isEqualTo(new Totals(four, four, four, four));
    }

    @Test
    void capsABudgetOverAllPartitionsAndAfterItIsReadAgain() {
        task.assign(other);
        task.record(task.granted(intent(fox), cap("10")), DOUBT);
        task.granted(intent(key(other, "hare")), cap("10"));

        assertThat(get(task.claim(intent(hare), cap("10"))))
                .isInstanceOfSatisfying(Claim.OverBudget.class, over -> assertThat(over.counted())
                        .isEqualByComparingTo("8"));
        try (TaskJournal next = new TaskJournal(name)) {
            next.assign(source);
            next.assign(other);
            assertThat(get(next.claim(intent(hare), cap("10")))).isInstanceOf(Claim.OverBudget.class);
            next.granted(intent(hare), cap("12"));
        }
    }

    @Test
    void countsWhatIsTriedAgainInSpiteOfADoubtOncePerAttempt() {
        task.granted(intent(fox), cap("12"));
        Intent again = intent(fox, NOON.plus(MINUTE).plusSeconds(1));
        Claim second = get(task.journal.claim(again, List.of(cap("12")), InDoubtPolicy.RETRY));
        assertThat(second).isInstanceOf(Claim.Granted.class);

        task.granted(intent(hare), cap("12"));

        assertThat(get(task.claim(intent(key(source, "owl")), cap("12"))))
                .isInstanceOfSatisfying(Claim.OverBudget.class, over -> assertThat(over.counted())
                        .isEqualByComparingTo("12"));
    }

    @Test
    void letsNoTwoPartitionsTakeTheLastOfABudget() {
        task.assign(other);
        CyclicBarrier together = new CyclicBarrier(2);

        List<CompletableFuture<Boolean>> claims = Stream.of(fox, key(other, "hare"))
                .map(key -> task.journal.<Boolean>change(key, books -> {
                    boolean room = books.counted(cap("4"), NOON).signum() == 0;
                    meet(together);
                    return room
                            ? new Change<>(true, List.of(Charges.open(intent(key), 1)), List.of())
                            : new Change<>(false, List.of(), List.of());
                }))
                .toList();

        assertThat(claims.stream().map(TaskJournal::get)).containsExactlyInAnyOrder(true, false);
    }

    /** Both at once where that is possible; where one has to wait for the other, it goes on alone. */
    private static void meet(CyclicBarrier together) {
        try {
            together.await(2, TimeUnit.SECONDS);
        } catch (TimeoutException | BrokenBarrierException | InterruptedException e) {
            // they did not meet
        }
    }

    @Test
    void refusesKeysOfPartitionsThatItDoesNotHave() {
        assertThatThrownBy(() -> get(task.claim(intent(key(other, "fox"))))).hasCauseInstanceOf(JournalException.class);
        assertThatThrownBy(() -> get(task.claim(intent("fox")))).hasCauseInstanceOf(JournalException.class);
        assertThat(task.find("")).isEmpty();
    }

    @Test
    void claimsNothingOnceThePartitionIsGivenBackAndStillWritesFacts() {
        PartitionJournal partition = task.assign(source);
        Charge made = task.granted(intent(fox));
        partition.release();

        assertThatThrownBy(() -> get(task.claim(intent(hare))))
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining("taken away");
        task.record(made, DRAWN);

        assertThat(afterwards(fox)).extracting(Charge::state).containsExactly(ChargeState.DONE);
        assertThat(afterwards(hare)).isEmpty();
    }

    @Test
    void failsNobodyElseWhenAStepFails() {
        var failing = task.journal.<String>change(fox, books -> {
            throw new IllegalStateException("on purpose");
        });
        Charge charge = task.granted(intent(hare));

        assertThatThrownBy(() -> get(failing)).hasRootCauseMessage("on purpose");
        assertThat(task.find(hare)).containsExactly(charge);
    }

    @Test
    void forgetsWhatIsOldAndCommittedAndNothingElse() throws Exception {
        task.admin
                .createTopics(List.of(new NewTopic(source.topic(), Optional.of(2), Optional.empty())))
                .all()
                .get();
        PartitionJournal partition = task.assign(source);
        String prefix = Place.prefix(source.topic(), source.partition());
        for (int offset = 0; offset < 6; offset++) {
            Charge made = task.granted(intent(prefix + offset));
            if (offset != 2) {
                task.record(made, offset == 1 ? DOUBT : DRAWN);
            }
            Instant at = offset == 3 ? NOON.plus(MINUTE) : NOON;
            if (offset != 4) {
                deliver(partition, prefix + offset, at);
            }
        }

        assertThat(get(task.journal.forget(NOON.plus(MINUTE)))).isZero(); // nothing is committed
        task.admin
                .alterConsumerGroupOffsets(name + "-group", Map.of(source, new OffsetAndMetadata(5)))
                .all()
                .get();
        assertThat(get(task.journal.forget(NOON.plus(MINUTE)))).isOne();

        assertThat(IntStream.range(0, 6)
                        .filter(offset -> task.find(prefix + offset).isEmpty()))
                .containsExactly(0);
        assertThat(afterwards(prefix + 0)).isEmpty();
        assertThat(afterwards(prefix + 4)).hasSize(1);
    }

    private static void deliver(PartitionJournal partition, String place, Instant at) {
        Delivery delivery = new Delivery(place, End.of(End.How.DELIVERED, at, place), bill -> List.of());
        partition.deliver(delivery);
        get(delivery.done());
    }
}
