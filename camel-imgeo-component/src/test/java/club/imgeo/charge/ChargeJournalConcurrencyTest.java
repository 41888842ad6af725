package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Many who want the same at the same time, on one node and on two. */
class ChargeJournalConcurrencyTest {
    private static final int THREADS = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @ParameterizedTest
    @EnumSource(Store.class)
    void grantsEachKeyToOneOfMany(Store store) throws Exception {
        try (ChargeJournal journal = store.journal(directory)) {
            List<String> granted = race(keys(200), journal);

            assertThat(granted).containsExactlyInAnyOrderElementsOf(keys(200));
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void usesAllOfABudgetAndNoMore(Store store) throws Exception {
        try (ChargeJournal journal = store.journal(directory)) {
            List<String> granted = race(keys(200), journal, hundredAndOne());

            assertThat(granted).hasSize(25).doesNotHaveDuplicates();
        }
    }

    @Test
    void grantsEachKeyOnceOnTwoNodes() throws Exception {
        PGSimpleDataSource database = Postgres.newDatabase();
        try (ChargeJournal one = opened(database);
                ChargeJournal other = opened(database)) {
            List<String> granted = race(keys(300), List.of(one, other), List.of());

            assertThat(granted).containsExactlyInAnyOrderElementsOf(keys(300));
        }
    }

    @Test
    void usesAllOfABudgetAndNoMoreOnTwoNodes() throws Exception {
        PGSimpleDataSource database = Postgres.newDatabase();
        try (ChargeJournal one = opened(database);
                ChargeJournal other = opened(database)) {
            List<String> granted = race(keys(300), List.of(one, other), List.of(hundredAndOne()));

            assertThat(granted).hasSize(25).doesNotHaveDuplicates();
            assertThat(get(other.totals(SCOPE, NOON)).spent()).isEqualByComparingTo("100");
        }
    }

    @Test
    void opensOnSeveralNodesAtOnce() throws Exception {
        PGSimpleDataSource database = Postgres.newDatabase();
        ExecutorService nodes = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<ChargeJournal>> opening = IntStream.range(0, THREADS)
                    .mapToObj(i -> nodes.submit(() -> opened(database)))
                    .toList();

            for (Future<ChargeJournal> each : opening) {
                try (ChargeJournal journal = each.get()) {
                    assertThat(get(journal.find("a fox"))).isEmpty();
                }
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    private static ChargeJournal opened(PGSimpleDataSource database) {
        ChargeJournal journal = JdbcJournal.in(database);
        journal.open();
        return journal;
    }

    /** For 25 charges, and a rest that is too small. */
    private static Cap hundredAndOne() {
        return new Cap(SCOPE, new BigDecimal("101"), Duration.ofHours(1));
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key " + i).toList();
    }

    private static List<String> race(List<String> keys, ChargeJournal journal, Cap... caps) throws Exception {
        return race(keys, List.of(journal), List.of(caps));
    }

    /** Each thread claims every key, in an order of its own, and records the outcome of what it is granted. */
    private static List<String> race(List<String> keys, List<ChargeJournal> journals, List<Cap> caps) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<String>>> racing = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(() -> claimAll(keys, journals.get(i % journals.size()), caps, i)))
                    .toList();
            List<String> granted = new ArrayList<>();
            for (Future<List<String>> each : racing) {
                granted.addAll(each.get());
            }
            return granted;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> claimAll(List<String> keys, ChargeJournal journal, List<Cap> caps, int seed) {
        List<String> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(seed));
        List<CompletableFuture<List<String>>> claims = shuffled.stream()
                .map(key -> journal.claim(intent(key), caps, InDoubtPolicy.QUARANTINE)
                        .thenCompose(claim -> claim instanceof Claim.Granted granted
                                ? journal.record(granted.charge(), DRAWN, NOON).thenApply(done -> List.of(key))
                                : CompletableFuture.completedFuture(List.<String>of())))
                .toList();
        return claims.stream().map(Journals::get).flatMap(List::stream).toList();
    }
}
