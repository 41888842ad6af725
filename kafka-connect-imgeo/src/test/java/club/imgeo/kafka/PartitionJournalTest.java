package club.imgeo.kafka;

import static club.imgeo.kafka.Charges.DRAWN;
import static club.imgeo.kafka.Charges.NOON;
import static club.imgeo.kafka.Charges.intent;
import static club.imgeo.kafka.TaskJournal.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.Charge;
import club.imgeo.charge.Claim;
import club.imgeo.client.JournalException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source partition that goes from one task to another, while the one before may still be alive. */
class PartitionJournalTest {
    private final String name = "j" + UUID.randomUUID().toString().substring(0, 8);
    private final TopicPartition source = new TopicPartition(name + "-prompts", 0);
    private final String prefix = Place.prefix(source.topic(), source.partition());
    private final String fox = prefix + "=fox";
    private final String hare = prefix + "=hare";
    private final String place = prefix + "7@1767225600000";
    private final TopicPartition results = new TopicPartition(name + "-results", 0);
    private final TaskJournal first = new TaskJournal(name);
    private final TaskJournal second = new TaskJournal(name);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void makeResultTopic() {
        try {
            first.admin
                    .createTopics(List.of(new NewTopic(results.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Delivery delivery(String of, End.How how, String charge, String... values) {
        return new Delivery(of, End.of(how, NOON, charge), bill -> List.of(values).stream()
                .map(this::result)
                .toList());
    }

    private ProducerRecord<byte[], byte[]> result(String value) {
        return new ProducerRecord<>(results.topic(), 0, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> delivered() {
        return second.read(results).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void done(PartitionJournal journal, Delivery delivery) {
        journal.deliver(delivery);
        get(delivery.done());
    }

    // ---- fencing

    @Test
    void fencesWhoeverHadThePartition() {
        first.assign(source);
        Charge made = first.granted(intent(fox));

        second.assign(source);

        assertThat(second.find(fox)).containsExactly(made);
        assertThatThrownBy(() -> get(first.claim(intent(hare))))
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining(name);
        second.granted(intent(hare));
    }

    @Test
    void readsTheFactOfACallThatEndedBefore() {
        first.assign(source);
        Charge done = first.record(first.granted(intent(fox)), DRAWN);

        second.assign(source);

        assertThat(get(second.claim(intent(fox)))).isEqualTo(new Claim.Taken(done));
    }

    @Test
    void hearsOfTheFactOfACallThatOutlivesItsPartition() {
        first.assign(source);
        Charge made = first.granted(intent(fox, Instant.now()));
        second.assign(source);
        assertThat(get(second.claim(intent(fox)))).isEqualTo(new Claim.Taken(made));

        Charge done = first.record(made, DRAWN);

        Awaitility.await().untilAsserted(() -> assertThat(second.find(fox)).containsExactly(done));
        assertThat(second.late).isEmpty(); // since nothing of it was reported
    }

    @Test
    void tellsOfAFactThatComesWhenTheDoubtWasReported() {
        first.assign(source);
        Charge made = first.granted(intent(fox, Instant.now()));
        PartitionJournal journal = second.assign(source);
        done(journal, delivery(place, End.How.IN_DOUBT, fox));

        Charge done = first.record(made, DRAWN);

        Awaitility.await().untilAsserted(() -> assertThat(second.late).isNotEmpty());
        assertThat(second.late).containsOnly(Map.of(place, done));
    }

    @Test
    void deliversTheFactInPlaceOfTheDoubt() {
        makeResultTopic();
        first.assign(source);
        Charge made = first.granted(intent(fox, Instant.now()));
        PartitionJournal journal = second.assign(source);
        done(journal, delivery(place, End.How.IN_DOUBT, fox, "in doubt"));
        first.record(made, DRAWN);
        Awaitility.await().untilAsserted(() -> assertThat(second.late).isNotEmpty());

        done(journal, delivery(place, End.How.DELIVERED, fox, "late"));
        done(journal, delivery(place, End.How.DELIVERED, fox, "late"));
        done(journal, delivery(place, End.How.IN_DOUBT, fox, "in doubt"));

        assertThat(delivered()).containsExactly("in doubt", "late");
        Map<String, Charge> late = get(journal.ask(Books::late));
        assertThat(late).isEmpty();
    }

    @Test
    void deliversNothingOnceItIsFenced() {
        makeResultTopic();
        PartitionJournal fenced = first.assign(source);
        PartitionJournal journal = second.assign(source);
        Delivery late = delivery(place, End.How.DELIVERED, fox, "by the first");

        fenced.deliver(late);
        Awaitility.await().untilAsserted(() -> assertThat(fenced.trouble()).contains("read again"));
        fenced.release(); // as a rebalance does
        assertThatThrownBy(() -> get(late.done()))
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining("taken away");
        done(journal, delivery(place, End.How.DELIVERED, fox, "by the second"));

        assertThat(delivered()).containsExactly("by the second");
    }

    @Test
    void fencesAndReadsOnceMoreWhereThePartitionIsStillItsOwn() throws Exception {
        makeResultTopic();
        PartitionJournal journal = first.assign(source);
        Charge made = first.granted(intent(fox));
        done(journal, delivery(place, End.How.DELIVERED, fox, "1"));
        first.admin
                .fenceProducers(List.of(first.topic.transactionalId(source)))
                .all()
                .get();

        Delivery again = delivery(place, End.How.DELIVERED, fox, "1 again");
        Delivery next = delivery(prefix + 8, End.How.DELIVERED, hare, "2");
        journal.execute(() -> List.of(next, again).forEach(journal::deliver));
        get(next.done());
        get(again.done());

        assertThat(journal.trouble()).isNull();
        assertThat(delivered()).containsExactly("1", "2");
        assertThat(first.find(fox)).containsExactly(made);
        first.granted(intent(hare));
    }

    // ---- reading

    @Test
    void doesNotSeeAnIntentThatWasNotCommitted() {
        KafkaProducer<byte[], byte[]> dying = first.clients.fencing(first.topic.transactionalId(source));
        dying.initTransactions();
        dying.beginTransaction();
        var unused = dying.send(entryOf(Charges.open(intent(fox), 1)));
        dying.flush(); // and dies there

        // Fenced first, it is aborted at once; who read before would wait until it times out, or miss what follows.
        assertThat(second.journal.assign(source).ask(Books::size)).succeedsWithin(Duration.ofSeconds(8));

        assertThat(second.find(fox)).isEmpty();
        assertThat(second.granted(intent(fox)).attempt()).isEqualTo(1);
        dying.close();
    }

    private ProducerRecord<byte[], byte[]> entryOf(Charge charge) {
        return first.topic.entry(source, Books.keyOf(charge), ChargeJson.write(charge), "another");
    }

    @Test
    void waitsForATransactionOfAnotherPartitionInsteadOfMissingWhatIsBehindIt() {
        first.assign(source);
        try (KafkaProducer<byte[], byte[]> other = first.clients.fencing(name + "-of-another-source")) {
            other.initTransactions();
            other.beginTransaction();
            var unused = other.send(new ProducerRecord<>(
                    name,
                    first.topic.partition(source).partition(),
                    EntryKey.end("another/0/1").bytes(),
                    null));
            other.flush();
            Charge made = first.granted(intent(fox)); // behind what is open

            CompletableFuture<Claim> claim = claimBySecond();
            assertThat(claim.copy().orTimeout(2, TimeUnit.SECONDS))
                    .failsWithin(3, TimeUnit.SECONDS)
                    .withThrowableOfType(Exception.class)
                    .withCauseInstanceOf(TimeoutException.class);
            other.abortTransaction();

            assertThat(get(claim)).isEqualTo(new Claim.Taken(made));
        }
    }

    private CompletableFuture<Claim> claimBySecond() {
        second.journal.assign(source);
        return second.claim(intent(fox));
    }

    @Test
    void sendsNothingWhileSomebodyElsesEntriesAreInTheTopic() {
        try (KafkaProducer<byte[], byte[]> alien = first.clients.plain()) {
            var unused = alien.send(new ProducerRecord<>(
                    name,
                    first.topic.partition(source).partition(),
                    "an order".getBytes(StandardCharsets.UTF_8),
                    null));
        }

        PartitionJournal journal = second.journal.assign(source);

        Awaitility.await().untilAsserted(() -> assertThat(journal.trouble()).contains("somebody else writes there"));
        assertThatThrownBy(() -> get(second.journal.find("none")))
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining(source.toString());
        assertThat(second.claim(intent(fox))).isNotDone();
    }

    @Test
    void readsOnWhenSomebodyElseBeginsToWriteThere() {
        first.assign(source);
        Charge made = first.granted(intent(fox, Instant.now()));
        second.assign(source);
        try (KafkaProducer<byte[], byte[]> alien = first.clients.plain()) {
            var unused = alien.send(new ProducerRecord<>(
                    name,
                    first.topic.partition(source).partition(),
                    "an order".getBytes(StandardCharsets.UTF_8),
                    null));
        }

        Charge done = first.record(made, DRAWN);

        Awaitility.await().untilAsserted(() -> assertThat(second.find(fox)).containsExactly(done));
    }

    // ---- writing

    @Test
    void commitsWhatComesTogetherTogether() {
        PartitionJournal journal = first.assign(source);
        TopicPartition partition = first.topic.partition(source);
        long before = first.topic.end(partition);
        CompletableFuture<List<Claim>> claims = new CompletableFuture<>();

        journal.execute(() -> {
            List<CompletableFuture<Claim>> asked = IntStream.range(0, 500)
                    .mapToObj(i -> first.claim(intent(prefix + "=" + i)))
                    .toList();
            var unused = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .thenAccept(all -> claims.complete(
                            asked.stream().map(CompletableFuture::join).toList()));
        });

        assertThat(get(claims)).hasSize(500).allMatch(Claim.Granted.class::isInstance);
        assertThat(first.topic.end(partition) - before).isEqualTo(500 + 1); // each commit leaves one mark
    }

    @Test
    void deliversEachRecordOnceTogetherWithItsEnd() {
        makeResultTopic();
        PartitionJournal journal = first.assign(source);
        first.record(first.granted(intent(fox)), DRAWN);
        Delivery one = delivery(place, End.How.DELIVERED, fox, "1");
        Delivery two = delivery(place, End.How.DELIVERED, fox, "2");

        journal.execute(() -> List.of(one, two).forEach(journal::deliver));
        get(one.done());
        get(two.done());
        done(journal, delivery(place, End.How.REPORTED, fox, "3"));
        done(second.assign(source), delivery(place, End.How.DELIVERED, fox, "4"));

        assertThat(delivered()).containsExactly("1");
    }

    @Test
    void hasOneRecordBearTheCreditsAlsoWhereTwoEndTogetherAndWhenItEndsAgain() {
        makeResultTopic();
        PartitionJournal journal = first.assign(source);
        first.record(first.granted(intent(fox)), DRAWN);
        Delivery one = billed(place);
        Delivery two = billed(prefix + 8);

        journal.execute(() -> List.of(one, two).forEach(journal::deliver));
        get(one.done());
        get(two.done());
        for (int i = 0; i < 2; i++) {
            journal.execute(() -> journal.books()
                    .apply(
                            place,
                            java.util.Objects.requireNonNull(journal.books().end(place))
                                    .reopened(NOON)));
            done(journal, billed(place));
        }
        done(journal, billed(prefix + 9));

        assertThat(delivered()).containsExactly("4", "null", "null", "null", "null");
    }

    private Delivery billed(String of) {
        return new Delivery(
                of, End.of(End.How.DELIVERED, NOON, fox), bill -> List.of(result(String.valueOf(bill.credits()))));
    }

    @Test
    void failsADeliveryThatWouldFailForEver() {
        makeResultTopic();
        PartitionJournal journal = first.assign(source);
        Delivery large = delivery(place, End.How.DELIVERED, fox, "x".repeat(2_000_000));

        journal.deliver(large);

        assertThatThrownBy(() -> get(large.done()))
                .hasRootCauseInstanceOf(RecordTooLargeException.class)
                .hasMessageContaining("2000");
        done(journal, delivery(prefix + 8, End.How.DELIVERED, hare, "small"));
        assertThat(delivered()).containsExactly("small");
        Map<String, End> ended = get(journal.ask(books -> books.endedFrom(0)));
        assertThat(ended).containsOnlyKeys(prefix + 8);
    }

    @Test
    void failsADeliveryThatTheTopicDoesNotTake() throws Exception {
        first.admin
                .createTopics(List.of(new NewTopic(results.topic(), Optional.of(1), Optional.empty())
                        .configs(Map.of("max.message.bytes", "20000"))))
                .all()
                .get();
        PartitionJournal journal = first.assign(source);
        Delivery large = delivery(place, End.How.DELIVERED, fox, "x".repeat(50_000));

        journal.deliver(large);

        assertThatThrownBy(() -> get(large.done())).hasRootCauseInstanceOf(RecordTooLargeException.class);
        assertThat(delivered()).isEmpty();
    }

    @Test
    void failsADeliveryThatCannotBeMadeAndNoOther() {
        makeResultTopic();
        PartitionJournal journal = first.assign(source);
        Delivery broken = new Delivery(place, End.of(End.How.DELIVERED, NOON, fox), bill -> {
            throw new IllegalStateException("on purpose");
        });
        Delivery other = delivery(prefix + 8, End.How.DELIVERED, hare, "whole");

        journal.execute(() -> List.of(broken, other).forEach(journal::deliver));

        assertThatThrownBy(() -> get(broken.done())).hasRootCauseMessage("on purpose");
        get(other.done());
        assertThat(delivered()).containsExactly("whole");
    }

    @Test
    void repeatsADeliveryUntilItsTopicIsThere() {
        PartitionJournal journal = first.assign(source);
        Delivery delivery = delivery(place, End.How.DELIVERED, fox, "1");
        journal.deliver(delivery);
        assertThat(delivery.done().copy().orTimeout(4, TimeUnit.SECONDS)).failsWithin(5, TimeUnit.SECONDS);
        assertThat(journal.trouble()).isNull(); // it is the topic that is missing, and not the journal

        makeResultTopic();
        get(delivery.done());

        assertThat(delivered()).containsExactly("1");
    }

    @Test
    void leavesNobodyWithoutAnAnswerWhenItIsGivenBack() {
        PartitionJournal journal = first.assign(source);
        Delivery waiting = delivery(place, End.How.DELIVERED, fox, "1");
        journal.deliver(waiting); // to a topic that is not there

        journal.release();

        assertThatThrownBy(() -> get(waiting.done())).hasCauseInstanceOf(JournalException.class);
        assertThatThrownBy(() -> get(first.claim(intent(fox)))).hasCauseInstanceOf(JournalException.class);
    }
}
