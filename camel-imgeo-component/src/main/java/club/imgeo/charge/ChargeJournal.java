package club.imgeo.charge;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Who paid for what. It is what keeps a key from being paid for twice: before a call is made its INTENT is committed
 * here, and afterwards its outcome.
 *
 * <p>Safe for use by many threads. Futures fail with {@link club.imgeo.client.JournalException} where the store cannot be
 * read or written; whether a change that failed was committed is then unknown, and making it again does no harm. They
 * may complete on a thread of the store's, which must not be blocked.
 *
 * <p>To write a store, implement {@link #change} so that a step's answer is given only when what it puts is durable, and
 * so that two steps of one key, or two that look at sums, never overlap, whichever node makes them.
 */
public interface ChargeJournal extends AutoCloseable {
    /**
     * Makes it ready; each who uses it opens it, and closes it once.
     *
     * @throws club.imgeo.client.JournalException if it cannot be opened, is in use where it must not be shared, or holds
     *     charges of another {@link Charge#VERSION}
     */
    void open();

    /** Whether others may write it at the same time. */
    boolean isShared();

    /** Makes a step of {@code key}, atomically; completes when what it puts is committed. */
    <T> CompletableFuture<T> change(String key, Transition<T> step);

    /** The charges of a key, in the order of their attempts. */
    CompletableFuture<List<Charge>> find(String key);

    /** What is in doubt, oldest first: also INTENTs whose deadline was before {@code now}. */
    CompletableFuture<List<Charge>> inDoubt(int most, Instant now);

    /** Sums over the charges made in {@code scope} at {@code since} or later. */
    CompletableFuture<Totals> totals(Scope scope, Instant since);

    /**
     * Forgets what ended before then, and tells how many; what is open, and what is reused by content, stays. A key that
     * is forgotten can be paid for again.
     */
    CompletableFuture<Integer> forget(Instant before);

    @Override
    void close();

    /**
     * Claims a key: writes its INTENT where it is free, that is never tried, refused, or in doubt under the policy
     * {@link InDoubtPolicy#RETRY}. To claim the same intent again is granted again.
     */
    default CompletableFuture<Claim> claim(Intent intent, List<Cap> caps, InDoubtPolicy policy) {
        return change(intent.key(), books -> Protocol.claim(books, intent, caps, policy));
    }

    /**
     * Claims a key as above, and treats what the same tenant has under {@code plainKey} as if it were under the intent's own
     * key: that is where charges are that were made before tenants became a part of the key.
     */
    default CompletableFuture<Claim> claim(Intent intent, String plainKey, List<Cap> caps, InDoubtPolicy policy) {
        return change(intent.key(), new TenantClaim(intent, plainKey, caps, policy));
    }

    /** Records what became of a call, whoever thinks what of it meanwhile; answers the charge as it stands then. */
    default CompletableFuture<Charge> record(Charge charge, Outcome outcome, Instant at) {
        return change(charge.key(), books -> Protocol.record(books, charge, outcome, at));
    }

    /** Takes an intent back of which nothing was sent, if it was written at all. */
    default CompletableFuture<Boolean> withdraw(Intent intent, Instant at) {
        return change(intent.key(), books -> Protocol.withdraw(books, intent, at));
    }

    /**
     * Ends a doubt by hand. A fact that comes later still wins.
     *
     * @param word with who says so, and why, as {@link Resolution#word} has it
     * @return fails with {@link club.imgeo.client.InvalidRequestException}, which says how the key stands, where nothing
     *     of it is in doubt
     */
    default CompletableFuture<Charge> resolve(String key, Outcome word, Instant at) {
        Instant moment = at.truncatedTo(ChronoUnit.MICROS); // as any store has it, so that it is known again
        return change(key, books -> Protocol.resolve(books, key, word, moment));
    }
}
