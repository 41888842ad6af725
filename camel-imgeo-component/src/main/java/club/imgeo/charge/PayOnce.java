package club.imgeo.charge;

import static club.imgeo.charge.Futures.calling;
import static club.imgeo.charge.Futures.unwrapped;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Excerpt;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.GenerationInFlightException;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.Quote;
import club.imgeo.client.RateLimitedException;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
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
    /** For writing the outcome of a call that took all the time it had. */
    private static final Duration MARGIN = Duration.ofSeconds(2);
    /** How long a stop waits for outcomes to be written. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Server server;
    private final CreditAccount account;
    private final Bookkeeper books;
    private final InstantSource clock;
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

    /** @param journal opened, and closed after this */
    public PayOnce(ImgeoClient client, CreditAccount account, ChargeJournal journal, InstantSource clock, Later later) {
        this(serverOf(client), account, journal, clock, later);
    }

    PayOnce(Server server, CreditAccount account, ChargeJournal journal, InstantSource clock, Later later) {
        this.server = server;
        this.account = account;
        this.clock = clock;
        books = new Bookkeeper(journal, clock, later);
    }

    private record Pending(String requestHash, CompletableFuture<Paid> answer) {}

    /**
     * Draws, or gives what was drawn for the same key before. <b>Costs credits</b> unless the answer says
     * {@link Paid#replayed}.
     *
     * @return fails as {@link ImgeoClient#generate} does, and with the exceptions of keys and budgets; a stage of it sees
     *     the exception wrapped
     */
    public CompletableFuture<Paid> generate(Order order) {
        return server.quote(order.fields()).thenCompose(quote -> once(order, quote));
    }

    /** How many answers came from the journal, or from a call that was in flight, since this was made. */
    public long replays() {
        return replays.sum();
    }

    /** What keeps it from spending, where something does. */
    public Optional<String> trouble() {
        return books.trouble();
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
        books.close();
    }

    private CompletableFuture<Paid> once(Order order, Quote quote) {
        String hash = RequestHash.of(quote.request());
        String key = order.terms().reuse() ? Charge.CONTENT + hash : order.key();
        ChargeKeys.hidesThePrompt(key, quote.request().prompt());
        Pending mine = new Pending(hash, new CompletableFuture<>());
        Pending other = pending.putIfAbsent(key, mine);
        if (other != null) {
            return other.requestHash.equals(hash)
                    ? other.answer
                            .thenApply(paid -> replayed(paid.again()))
                            .exceptionallyCompose(thrown -> afterAnother(unwrapped(thrown), order, quote))
                    : CompletableFuture.failedFuture(ChargeKeyConflictException.of(key));
        }
        var unused = calling(() -> new Purchase(order, key, hash, quote).make()).whenComplete((paid, thrown) -> {
            pending.remove(key, mine);
            if (thrown == null) {
                mine.answer.complete(paid);
            } else {
                mine.answer.completeExceptionally(unwrapped(thrown));
            }
        });
        return mine.answer;
    }

    /** What the other's budget has no room for, one's own may have. */
    private CompletableFuture<Paid> afterAnother(Throwable thrown, Order order, Quote quote) {
        return thrown instanceof BudgetExceededException ? once(order, quote) : CompletableFuture.failedFuture(thrown);
    }

    private Paid replayed(Paid paid) {
        replays.increment();
        return paid;
    }

    /** All attempts at one order: with the model asked for, and with those it may fall back on. */
    private final class Purchase {
        private final Order order;
        private final String key;
        private final String hash;
        private final Quote asked;
        private final Queue<String> fallbacks;

        Purchase(Order order, String key, String hash, Quote asked) {
            this.order = order;
            this.key = key;
            this.hash = hash;
            this.asked = asked;
            fallbacks = new ArrayDeque<>(order.terms().fallbackModels());
            fallbacks.remove(asked.request().model());
        }

        CompletableFuture<Paid> make() {
            if (order.isNew() && !order.terms().reuse()) {
                return attempt(asked);
            }
            return books.find(key).thenCompose(charges -> {
                Optional<Charge> obstacle = Protocol.obstacle(
                        charges, hash, clock.instant(), order.terms().inDoubt());
                return obstacle.isPresent()
                        ? CompletableFuture.completedFuture(replayed(new Paid(answer(obstacle.get()), true)))
                        : attempt(asked);
            });
        }

        private CompletableFuture<Paid> attempt(Quote quote) {
            Attempt attempt = new Attempt(this, quote);
            return server.generate(quote.request(), attempt::begin)
                    .exceptionallyCompose(thrown -> attempt.failed(unwrapped(thrown)))
                    .thenCompose(attempt::drawn)
                    .exceptionallyCompose(thrown -> fallBack(unwrapped(thrown)));
        }

        /** Only where the failure says that nothing was paid for, and that it lies with the model. */
        private CompletableFuture<Paid> fallBack(Throwable thrown) {
            boolean may = thrown instanceof ImgeoException failure
                    && (failure instanceof RateLimitedException || failure.creditOutcome() == CreditOutcome.REFUNDED);
            String model = may ? fallbacks.poll() : null;
            if (model == null) {
                return CompletableFuture.failedFuture(thrown);
            }
            return server.quote(with(model))
                    .thenApply(quote -> Optional.of(quote).filter(this::costsNoMore))
                    .exceptionally(objection -> Optional.empty())
                    .thenCompose(quote -> {
                        if (quote.isEmpty()) { // it does not take the request, or costs more
                            return fallBack(thrown);
                        }
                        LOG.info("Falling back on {}: {}", model, thrown.getMessage());
                        return attempt(quote.get());
                    });
        }

        private Map<String, Object> with(String model) {
            Map<String, Object> fields = asked.request().fields();
            fields.put("model", model);
            return fields;
        }

        private boolean costsNoMore(Quote quote) {
            BigDecimal most = asked.credits();
            BigDecimal price = quote.credits();
            return order.terms().fallbackAtAnyPrice() || (most != null && price != null && price.compareTo(most) <= 0);
        }

        Intent intent(Quote quote) {
            Instant now = clock.instant();
            return new Intent(
                    key,
                    hash,
                    quote.request().model(),
                    quote.credits(),
                    order.scope(),
                    claimants + claims.incrementAndGet(),
                    now,
                    now.plus(server.requestTimeout()).plus(MARGIN));
        }

        /** What stands under the key already, or why it stands in the way. */
        Generation answer(Charge charge) {
            if (!charge.intent().requestHash().equals(hash)) {
                throw ChargeKeyConflictException.of(key);
            }
            Outcome outcome = charge.outcome();
            String reason = outcome == null || outcome.reason() == null ? "no outcome in time" : outcome.reason();
            if (charge.state().isPaid()) {
                Drawing drawing = outcome == null ? null : outcome.drawing();
                if (drawing == null || !drawing.usable()) {
                    throw UnusableAnswerException.recorded(
                            "paid for before, without a usable answer: " + reason,
                            drawing == null ? List.of() : drawing.images());
                }
                return drawing.again(asked.request().prompt());
            }
            if (charge.isInDoubt(clock.instant())) {
                throw InDoubtException.of(key, reason);
            }
            throw GenerationInFlightException.of(
                    key, Duration.between(clock.instant(), charge.intent().deadline()));
        }
    }

    /** One intent, one call, one outcome. */
    private final class Attempt {
        private final Purchase purchase;
        private final Quote quote;
        private CreditAccount.@Nullable Reservation reservation;
        private @Nullable Intent claimed;
        private @Nullable Charge granted;

        Attempt(Purchase purchase, Quote quote) {
            this.purchase = purchase;
            this.quote = quote;
        }

        /** In turn, before anything is sent. */
        CompletableFuture<@Nullable Generation> begin() {
            return account.reserve(quote.credits()).thenCompose(reserved -> {
                reservation = reserved;
                Intent intent = purchase.intent(quote);
                claimed = intent;
                return books.claim(
                                intent,
                                purchase.order.caps(),
                                purchase.order.terms().inDoubt())
                        .thenApply(this::answerTo);
            });
        }

        private @Nullable Generation answerTo(Claim claim) {
            if (claim instanceof Claim.Granted yes) {
                granted = yes.charge();
                return null;
            }
            claimed = null; // the journal said that it has not written it
            if (claim instanceof Claim.Taken taken) {
                return purchase.answer(taken.charge());
            }
            throw overBudget((Claim.OverBudget) claim);
        }

        private BudgetExceededException overBudget(Claim.OverBudget over) {
            Cap cap = over.cap();
            String budget = "creditBudget=" + cap.credits().toPlainString() + " of " + cap.scope() + cap.inItsWindow();
            BigDecimal counted = over.counted();
            return BudgetExceededException.of(
                    counted == null
                            ? budget + " needs a known price, and nobody states one of "
                                    + quote.request().model() + "; give the model's price, or lift the budget"
                            : budget + " has no room for " + quote.credits() + " more credits; "
                                    + counted.toPlainString() + " are spent, in flight or in doubt");
        }

        CompletableFuture<Paid> drawn(Generation generation) {
            boolean replayed = granted == null;
            return ended(Outcome.drawn(generation))
                    .thenApply(unused -> replayed ? replayed(new Paid(generation, true)) : new Paid(generation, false));
        }

        <T> CompletableFuture<T> failed(Throwable thrown) {
            if (thrown instanceof InsufficientCreditsException) {
                account.distrust();
            }
            return ended(Outcome.failed(thrown, quote.request().model()))
                    .thenCompose(unused -> CompletableFuture.failedFuture(thrown));
        }

        /** Writes down what became of the call, where one was made. */
        private CompletableFuture<?> ended(Outcome outcome) {
            Charge charge = granted;
            if (charge == null) {
                if (reservation != null) {
                    reservation.release();
                }
                if (claimed != null) {
                    books.withdraw(claimed);
                }
                return CompletableFuture.completedFuture(null);
            }
            settle(outcome);
            return books.record(charge, outcome).thenAccept(written -> {
                if (written.late()) {
                    LOG.warn(
                            "The outcome of {} came when it was in doubt already: {}",
                            Excerpt.quoted(charge.key()),
                            written.state());
                }
            });
        }

        private void settle(Outcome outcome) {
            if (reservation == null) {
                return;
            }
            switch (outcome.state()) {
                case REFUSED -> reservation.release();
                case DONE -> reservation.settle(outcome.creditsUsed());
                case INTENT, IN_DOUBT -> reservation.suspend();
            }
        }
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
