package club.imgeo.charge;

import static club.imgeo.charge.Futures.calling;
import static club.imgeo.charge.Futures.unwrapped;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws what an order asks for, and pays for its key at most once: look it up, wait for a turn, reserve, commit the
 * intent, call once, commit the outcome, answer. Safe for use by many threads; blocks none.
 */
public final class PayOnce implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PayOnce.class);
    /** How long a stop waits for outcomes to be written. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Purchase.Means means;
    private final String claimants = UUID.randomUUID() + ":";
    private final AtomicLong claims = new AtomicLong();
    private final LongAdder replays = new LongAdder();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /** Of the client, what is needed here. */
    interface Server {
        CompletableFuture<Quote> quote(Map<String, ?> fields);

        CompletableFuture<Generation> generate(
                GenerateRequest request, Supplier<? extends CompletableFuture<@Nullable Generation>> first);

        Duration requestTimeout();
    }

    /**
     * @param journal opened, and closed after this
     * @param witness of all that is paid for, such as {@link Witness#NONE}
     */
    public PayOnce(
            ImgeoClient client,
            CreditAccount account,
            ChargeJournal journal,
            InstantSource clock,
            Later later,
            Witness witness) {
        this(serverOf(client), account, journal, clock, later, witness);
    }

    PayOnce(
            Server server,
            CreditAccount account,
            ChargeJournal journal,
            InstantSource clock,
            Later later,
            Witness witness) {
        means = new Purchase.Means(
                server, account, new Bookkeeper(journal, clock, later), clock, this::claimant, witness);
    }

    private record Pending(String requestHash, SpendingLimits limits, CompletableFuture<Paid> answer) {}

    /**
     * Draws, or gives what was drawn for the same key before. <b>Costs credits</b> unless the answer says
     * {@link Paid#replayed}.
     *
     * @return fails as {@link ImgeoClient#generate} does, and with the exceptions of keys and budgets; a stage of it sees
     *     the exception wrapped
     */
    public CompletableFuture<Paid> generate(Order order) {
        return means.server().quote(order.fields()).thenCompose(quote -> once(order, quote));
    }

    /** How many answers came from the journal, or from a call that was in flight, since this was made. */
    public long replays() {
        return replays.sum();
    }

    /** What keeps it from spending, where something does. */
    public Optional<String> trouble() {
        return means.books().trouble();
    }

    /**
     * Waits for what has ended to be written, five seconds at most, and gives up what the journal does not take. Close
     * the client before, so that everything ends, and the journal after.
     */
    @Override
    public void close() {
        CompletableFuture<?>[] ending =
                pending.values().stream().map(Pending::answer).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ending).get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.debug("Calls that failed have ended, too");
        } catch (TimeoutException e) {
            LOG.warn("Calls have not ended in {}; what the journal does not know of them will be in doubt", TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        means.books().close();
    }

    private CompletableFuture<Paid> once(Order order, Quote quote) {
        String hash = RequestHash.of(quote.request());
        String given = order.terms().reuse() ? Charge.CONTENT + hash : order.key();
        ChargeKeys.hidesThePrompt(given, quote.request().prompt());
        FiledKey key = FiledKey.of(order.scope(), given);
        Pending mine = new Pending(hash, order.terms().limits(), new CompletableFuture<>());
        Pending other = pending.putIfAbsent(key.stored(), mine);
        if (other != null) {
            return other.requestHash.equals(hash)
                    ? other.answer
                            .thenApply(paid -> counted(paid.again()))
                            .exceptionallyCompose(thrown -> afterAnother(other, unwrapped(thrown), order, quote))
                    : CompletableFuture.failedFuture(
                            ChargeKeyConflictException.of(given, order.scope().tenant()));
        }
        var unused = calling(() -> new Purchase(means, order, key, hash, quote).make())
                .whenComplete((paid, thrown) -> {
                    pending.remove(key.stored(), mine);
                    if (thrown == null) {
                        mine.answer.complete(counted(paid));
                    } else {
                        mine.answer.completeExceptionally(unwrapped(thrown));
                    }
                });
        return mine.answer;
    }

    /** What the other's budget has no room for, or its limits do not allow, one's own may. */
    private CompletableFuture<Paid> afterAnother(Pending other, Throwable thrown, Order order, Quote quote) {
        boolean othersLimits = thrown instanceof InvalidRequestException
                && !other.limits.equals(order.terms().limits());
        return thrown instanceof BudgetExceededException || othersLimits
                ? once(order, quote)
                : CompletableFuture.failedFuture(thrown);
    }

    private Paid counted(Paid paid) {
        if (paid.replayed()) {
            replays.increment();
        }
        return paid;
    }

    private String claimant() {
        return claimants + claims.incrementAndGet();
    }

    private static Server serverOf(ImgeoClient client) {
        return new Server() {
            @Override
            public CompletableFuture<Quote> quote(Map<String, ?> fields) {
                return client.quote(fields);
            }

            @Override
            public CompletableFuture<Generation> generate(
                    GenerateRequest request, Supplier<? extends CompletableFuture<@Nullable Generation>> first) {
                return client.generate(request, first);
            }

            @Override
            public Duration requestTimeout() {
                return client.requestTimeout();
            }
        };
    }
}
