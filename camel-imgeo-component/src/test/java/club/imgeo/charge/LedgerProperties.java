package club.imgeo.charge;

import static club.imgeo.charge.Journals.get;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ApiKey;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoException;
import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Whatever fails, and however many ask at the same time: journal and ledger agree to the credit. */
class LedgerProperties {
    private static final String CHEAP = "black-forest-labs/flux-schnell"; // 1 credit per image
    private static final List<String> HONEST = List.of(
            "",
            "",
            "ok",
            "partial",
            "400",
            "402",
            "429",
            "500",
            "429 once",
            "500 once",
            "500 the first 2 times",
            "400 once",
            "302",
            "cut",
            "garbage",
            "wrong",
            "no urls",
            "bad urls once",
            "gzip");
    private static final List<String> LOST_AFTER_THE_CHARGE = List.of(
            "charge then reset",
            "charge then reset once",
            "charge then eof once",
            "charge then 504",
            "charge then 503 once",
            "charge then 500 html once",
            "charge then 409");
    private static final List<String> LOST = List.of(
            "reset", "reset once", "eof", "504", "503 once", "500 html once", "409 once", "201", "reset after headers");

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Sandbox SANDBOX =
            Sandbox.builder().latency(Duration.ZERO, Duration.ofMillis(5)).start();
    private static final ImgeoClient CLIENT = ImgeoClient.builder()
            .baseUrl(SANDBOX.baseUrl().toString())
            .apiKey(new ApiKey(SANDBOX.signUp(1_000_000)))
            .maxRetries(0)
            .build();

    @AfterContainer
    static void close() {
        CLIENT.close();
        SANDBOX.close();
    }

    /** One key: how its calls go wrong, how many images it is for, and how often it is asked for. */
    record Wish(String fault, int images, int messages) {}

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void neverPaysTwiceAndListsWhatItDoesNotKnow(
            @ForAll Stored stored,
            @ForAll("anyWishes") List<Wish> wishes,
            @ForAll @IntRange(min = 1, max = 6) int threads) {
        Run run = new Run(wishes, List.of());

        Totals totals = run.over(stored, threads);

        assertThat(run.net()).isBetween(totals.spent(), totals.spent().add(totals.inDoubt()));
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void accountsForEveryCreditWhereWhatIsLostWasCharged(
            @ForAll Stored stored,
            @ForAll("chargedWishes") List<Wish> wishes,
            @ForAll @IntRange(min = 1, max = 6) int threads) {
        Run run = new Run(wishes, List.of());

        Totals totals = run.over(stored, threads);

        assertThat(run.net()).isEqualByComparingTo(totals.spent().add(totals.inDoubt()));
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void neverSpendsMoreThanTheBudget(
            @ForAll Stored stored,
            @ForAll("anyWishes") List<Wish> wishes,
            @ForAll @IntRange(min = 1, max = 6) int threads,
            @ForAll @IntRange(max = 20) int budget) {
        Run run = new Run(wishes, List.of(budget));

        Totals totals = run.over(stored, threads);

        assertThat(run.net()).isLessThanOrEqualTo(BigDecimal.valueOf(budget));
        assertThat(totals.spent().add(totals.inDoubt())).isLessThanOrEqualTo(BigDecimal.valueOf(budget));
    }

    @Provide
    Arbitrary<List<Wish>> anyWishes() {
        return wishes(
                Arbitraries.oneOf(Arbitraries.of(HONEST), Arbitraries.of(LOST_AFTER_THE_CHARGE), Arbitraries.of(LOST)));
    }

    @Provide
    Arbitrary<List<Wish>> chargedWishes() {
        return wishes(Arbitraries.oneOf(Arbitraries.of(HONEST), Arbitraries.of(LOST_AFTER_THE_CHARGE)));
    }

    private static Arbitrary<List<Wish>> wishes(Arbitrary<String> faults) {
        return Combinators.combine(
                        faults,
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 5))
                .as(Wish::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    /** Where the journal of a run is. */
    enum Stored {
        MEMORY,
        H2
    }

    /** All messages of all wishes, in some order, by some threads. */
    private static final class Run {
        private final String name = "run-" + RUNS.incrementAndGet();
        private final Scope scope = new Scope(name, null, null);
        private final List<Wish> wishes;
        private final List<Cap> caps;
        private Ledger ledger = SANDBOX.ledger();

        Run(List<Wish> wishes, List<Integer> budgets) {
            this.wishes = wishes;
            caps = budgets.stream()
                    .map(budget -> new Cap(scope, BigDecimal.valueOf(budget), null))
                    .toList();
        }

        Totals over(Stored stored, int threads) {
            try {
                Path directory = Files.createTempDirectory("imgeo-ledger");
                ChargeJournal journal =
                        stored == Stored.MEMORY ? new MemoryJournal() : JdbcJournal.inDirectory(directory);
                journal.open();
                try (journal) {
                    return over(journal, threads);
                } finally {
                    Files.deleteIfExists(directory.resolve("imgeo-charges.mv.db"));
                    Files.deleteIfExists(directory);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Totals over(ChargeJournal journal, int threads) {
            CreditAccount account = new CreditAccount(CreditCheck.CACHED, CLIENT::balance, System::nanoTime);
            List<PayOnce> nodes = List.of(payments(account, journal), payments(account, journal));
            List<List<Object>> ends = draw(nodes, threads);
            ledger = SANDBOX.ledger();
            for (int i = 0; i < wishes.size(); i++) {
                agree(journal, i, ends.get(i));
            }
            Totals totals = get(journal.totals(scope, Instant.EPOCH));
            assertThat(totals.inFlight()).isZero();
            return totals;
        }

        private static PayOnce payments(CreditAccount account, ChargeJournal journal) {
            return new PayOnce(CLIENT, account, journal, InstantSource.system(), Run::later, Witness.NONE);
        }

        /** The ends of the messages, by wish. Each goes to one of the nodes, which know of each other by the journal alone. */
        private List<List<Object>> draw(List<PayOnce> nodes, int threads) {
            Random random = new Random(wishes.hashCode());
            List<List<Object>> ends = new ArrayList<>();
            List<Integer> messages = new ArrayList<>();
            for (int i = 0; i < wishes.size(); i++) {
                ends.add(Collections.synchronizedList(new ArrayList<>()));
                messages.addAll(Collections.nCopies(wishes.get(i).messages, i));
            }
            Collections.shuffle(messages, random);
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            try {
                CompletableFuture.allOf(messages.stream()
                                .map(i -> {
                                    PayOnce node = nodes.get(random.nextInt(nodes.size()));
                                    return CompletableFuture.runAsync(
                                            () -> ends.get(i).add(end(node.generate(order(i)))), executor);
                                })
                                .toArray(CompletableFuture[]::new))
                        .join();
            } finally {
                executor.shutdown();
            }
            return ends;
        }

        private static Object end(CompletableFuture<Paid> paid) {
            return get(paid.handle(
                    (value, thrown) -> thrown == null ? value.generation().images() : cause(thrown)));
        }

        private static Throwable cause(Throwable thrown) {
            return thrown.getCause() == null || thrown instanceof ImgeoException ? thrown : thrown.getCause();
        }

        private Order order(int i) {
            Map<String, ?> fields = Map.of("model", CHEAP, "prompt", prompt(i), "count", wishes.get(i).images);
            return new Order(fields, key(i), false, scope, caps, Terms.DEFAULT);
        }

        private String key(int i) {
            return name + "-" + i;
        }

        private String prompt(int i) {
            String fault = wishes.get(i).fault;
            return "wish " + i + " of " + name + "." + (fault.isEmpty() ? "" : " sandbox: " + fault);
        }

        /** What the journal says of a key, what the ledger says of it, and what its messages were told. */
        private void agree(ChargeJournal journal, int i, List<Object> ends) {
            String prompt = prompt(i);
            assertThat(ledger.netCharges(prompt)).as(prompt).isBetween(0L, 1L);
            List<Charge> charges = get(journal.find(key(i)));
            Charge paid =
                    only(charges.stream().filter(each -> each.state().isPaid()).toList());
            Charge doubt =
                    only(charges.stream().filter(each -> each.state().isOpen()).toList());
            boolean listed =
                    get(journal.inDoubt(Integer.MAX_VALUE, Instant.now())).contains(doubt);

            if (paid != null) {
                assertThat(doubt).as(prompt).isNull();
                assertThat(ledger.netCharges(prompt)).as(prompt).isOne();
                assertThat(paid.credits()).as(prompt).isEqualByComparingTo(BigDecimal.valueOf(ledger.net(prompt)));
            } else if (doubt != null) {
                assertThat(listed).as(prompt).isTrue();
            } else {
                assertThat(ledger.netCharges(prompt)).as(prompt).isZero();
            }
            List<URI> images = images(paid);
            assertThat(ends)
                    .as(prompt)
                    .hasSize(wishes.get(i).messages)
                    .allMatch(end -> end instanceof ImgeoException || (!images.isEmpty() && end.equals(images)));
        }

        private static List<URI> images(@Nullable Charge paid) {
            Drawing drawing = paid == null || paid.outcome() == null
                    ? null
                    : paid.outcome().drawing();
            return drawing == null || !drawing.usable() ? List.of() : drawing.images();
        }

        private static @Nullable Charge only(List<Charge> charges) {
            assertThat(charges).hasSizeLessThan(2);
            return charges.isEmpty() ? null : charges.get(0);
        }

        BigDecimal net() {
            return BigDecimal.valueOf(IntStream.range(0, wishes.size())
                    .mapToLong(i -> ledger.net(prompt(i)))
                    .sum());
        }

        private static void later(Duration delay, Runnable task) {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(task);
        }
    }
}
