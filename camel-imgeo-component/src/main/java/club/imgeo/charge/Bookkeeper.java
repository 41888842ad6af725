package club.imgeo.charge;

import static club.imgeo.charge.Futures.calling;
import static club.imgeo.charge.Futures.unwrapped;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets what is known into the journal, however long that takes, and lets nobody spend meanwhile. Safe for use by many
 * threads.
 */
final class Bookkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Bookkeeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ChargeJournal journal;
    private final InstantSource clock;
    private final Later later;
    /** What could not be written yet. */
    private final Set<Owed<?>> owed = ConcurrentHashMap.newKeySet();

    /** Why the last question failed; null since one was answered. */
    private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

    private volatile boolean closed;

    Bookkeeper(ChargeJournal journal, InstantSource clock, Later later) {
        this.journal = journal;
        this.clock = clock;
        this.later = later;
    }

    /** What keeps it from taking new work, where something does. */
    Optional<String> trouble() {
        int waiting = owed.size();
        if (waiting > 0) {
            return Optional.of(
                    "the charge journal takes no outcomes, and " + waiting + " wait; nothing is sent until it does");
        }
        return Optional.ofNullable(refused.get());
    }

    CompletableFuture<List<Charge>> find(String key) {
        return minding(calling(() -> journal.find(key)));
    }

    /** Returns all charges of a request that are in its way, or answer it. */
    CompletableFuture<List<Charge>> find(FiledKey key) {
        return key.plain() == null
                ? find(key.stored())
                : find(key.stored())
                        .thenCombine(find(key.plain()), (own, plain) -> TenantClaim.joined(own, plain, key.scope()));
    }

    /** As the journal does, but fails while outcomes wait: who cannot write what was spent must not spend more. */
    CompletableFuture<Claim> claim(Intent intent, @Nullable String plainKey, List<Cap> caps, InDoubtPolicy policy) {
        return owed.isEmpty()
                ? minding(calling(() -> plainKey == null
                        ? journal.claim(intent, caps, policy)
                        : journal.claim(intent, plainKey, caps, policy)))
                : CompletableFuture.failedFuture(
                        JournalException.of(trouble().orElse("the charge journal was in trouble"), null));
    }

    /** Tells of trouble when it begins and when it ends, and not each time. */
    private <T> CompletableFuture<T> minding(CompletableFuture<T> asked) {
        return asked.whenComplete((answer, thrown) -> {
            if (thrown == null) {
                isThere();
            } else {
                failed(unwrapped(thrown));
            }
        });
    }

    private void failed(Throwable thrown) {
        if (thrown instanceof InvalidRequestException || thrown instanceof BudgetExceededException) {
            LOG.debug("The charge journal is well, and the request is not", thrown);
        } else if (refused.getAndSet("the charge journal fails, so nothing is sent: " + thrown.getMessage()) == null) {
            LOG.error("The charge journal fails; nothing is sent until it is there again", thrown);
            later.after(PAUSE, this::probe);
        }
    }

    private void isThere() {
        if (refused.getAndSet(null) != null) {
            LOG.info("The charge journal is there again");
        }
    }

    /** So that it is noticed when the journal is back, though nobody sends anything because it is not. */
    private void probe() {
        if (refused.get() == null || closed) {
            return;
        }
        var unused = calling(() -> journal.find("")).whenComplete((answer, thrown) -> {
            if (thrown == null) {
                isThere();
            } else {
                later.after(PAUSE, this::probe);
            }
        });
    }

    /** Completes when the outcome is written; at a stop also when it could not be. */
    CompletableFuture<Charge> record(Charge charge, Outcome outcome) {
        Owed<Charge> record = new Owed<>(
                "the outcome of " + charge.intent().named() + ", " + outcome,
                () -> journal.record(charge, outcome, clock.instant()),
                charge.with(outcome, clock.instant()));
        record.write();
        return record.written;
    }

    /** Takes back an intent of which nobody knows whether it was written, and of which nothing was sent. */
    void withdraw(Intent intent) {
        new Owed<>(
                        "that nothing was sent for " + intent.named(),
                        () -> journal.withdraw(intent, clock.instant()),
                        false)
                .write();
    }

    /** Gives up what still cannot be written, and says so: the log has it then. */
    void close() {
        closed = true;
        owed.forEach(Owed::giveUp);
    }

    private final class Owed<T> {
        private final String what;
        private final Supplier<CompletableFuture<T>> writing;
        private final T unwritten;
        private final CompletableFuture<T> written = new CompletableFuture<>();

        Owed(String what, Supplier<CompletableFuture<T>> writing, T unwritten) {
            this.what = what;
            this.writing = writing;
            this.unwritten = unwritten;
        }

        void write() {
            var unused = calling(writing).whenComplete((answer, thrown) -> {
                if (thrown == null) {
                    isThere();
                    if (owed.remove(this) && owed.isEmpty()) {
                        LOG.info("The charge journal takes outcomes again");
                    }
                    written.complete(answer);
                } else {
                    if (owed.add(this)) {
                        LOG.error("The charge journal did not take {}; nothing is sent until it does", what, thrown);
                    }
                    later.after(PAUSE, this::again);
                    if (closed) {
                        giveUp(); // close() may have looked before this one was there
                    }
                }
            });
        }

        private void again() {
            if (owed.contains(this)) {
                write();
            }
        }

        private void giveUp() {
            if (owed.remove(this)) {
                LOG.error("Stopped before the charge journal took {}; it will be in doubt there", what);
                written.complete(unwritten);
            }
        }
    }
}
