package club.imgeo.camel;

import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.CreditAccount;
import club.imgeo.charge.PayOnce;
import club.imgeo.charge.Witness;
import club.imgeo.client.ImgeoClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journals of one component: the one of its own option, and those that endpoints name beside it. */
final class Ledgers {
    private static final Logger LOG = LoggerFactory.getLogger(Ledgers.class);

    private final ImgeoClient client;
    private final CreditAccount account;
    private final ScheduledExecutorService scheduler;
    private volatile @Nullable Duration retention;
    private final JournalOption options;
    private final Witness witness;
    private boolean closed;
    /** By what the option says: a text, or a bean. */
    private final Map<Object, Ledger> open = new HashMap<>();

    /** A journal that is open, and who pays by it. */
    record Ledger(ChargeJournal journal, PayOnce payments) {}

    /**
     * @param retention null for ever
     * @param options what their options mean
     * @param witness of all that is paid for
     */
    Ledgers(
            ImgeoClient client,
            CreditAccount account,
            ScheduledExecutorService scheduler,
            @Nullable Duration retention,
            JournalOption options,
            Witness witness) {
        this.client = client;
        this.account = account;
        this.scheduler = scheduler;
        this.retention = retention;
        this.options = options;
        this.witness = witness;
        if (retention != null) {
            var unused = scheduler.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
        }
    }

    /**
     * The journal that {@code option} names, opened where it is not yet.
     *
     * @throws IllegalArgumentException where it names none
     * @throws club.imgeo.client.JournalException where it cannot be opened
     */
    synchronized Ledger of(Object option) {
        Ledger known = open.get(option);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new IllegalStateException("the imgeo component is stopped");
        }
        ChargeJournal journal = options.parse(option);
        journal.open();
        Ledger ledger = new Ledger(
                journal, new PayOnce(client, account, journal, InstantSource.system(), this::later, witness));
        open.put(option, ledger);
        return ledger;
    }

    synchronized List<Ledger> all() {
        return new ArrayList<>(open.values());
    }

    /** What keeps one of them from being written, where something does. */
    Optional<String> trouble() {
        return all().stream()
                .map(ledger -> ledger.payments.trouble())
                .flatMap(Optional::stream)
                .findFirst();
    }

    synchronized List<ChargeJournal> journals() {
        return open.values().stream().map(Ledger::journal).toList();
    }

    /** When the client is closed: gives what ends now the time to be written. */
    void close() {
        for (Ledger ledger : taken()) { // without the lock, as it may take seconds that a health check would wait for
            ledger.payments.close();
            try {
                ledger.journal.close();
            } catch (RuntimeException e) { // the others are to be closed all the same
                LOG.warn("A charge journal was not closed in order", e);
            }
        }
    }

    private synchronized List<Ledger> taken() {
        closed = true;
        List<Ledger> taken = all();
        open.clear();
        return taken;
    }

    private void later(Duration delay, Runnable task) {
        try {
            var unused = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The component is stopped, and with it what was to be done later");
        }
    }

    /** Has nothing forgotten that a budget counts. */
    synchronized void remember(@Nullable Duration window) {
        Duration planned = retention;
        if (planned != null && (window == null || window.compareTo(planned) > 0)) {
            LOG.info(
                    "The charge journal forgets nothing younger than creditBudgetWindow, though journalRetention is less");
            retention = window;
        }
    }

    private void forget() {
        Duration kept = retention;
        if (kept == null) {
            return;
        }
        for (Ledger ledger : all()) {
            try {
                var unused = ledger.journal
                        .forget(InstantSource.system().instant().minus(kept))
                        .whenComplete((count, thrown) -> {
                            if (thrown != null) {
                                LOG.warn("Old charges could not be forgotten", thrown);
                            } else if (count > 0) {
                                LOG.info("Forgot {} keys that ended more than {} ago", count, kept);
                            }
                        });
            } catch (RuntimeException e) { // which would end the schedule
                LOG.warn("Old charges could not be forgotten", e);
            }
        }
    }
}
