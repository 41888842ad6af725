package club.imgeo.charge;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of a database journal, and its answer, which is given when the transaction is committed. May be
 * worked off several times until then.
 */
final class Job<T> {
    /** Null for what is asked of all charges. */
    final @Nullable String key;

    final CompletableFuture<T> answer = new CompletableFuture<>();
    /** Other keys that it looks at. */
    final Set<String> alsoReads;

    /** Whether it only looks at its key. */
    final boolean isQuestion;

    private final Work<T> work;
    private Runnable settle = () -> {};

    @FunctionalInterface
    interface Work<T> {
        T in(Draft draft) throws SQLException;
    }

    Job(@Nullable String key, Work<T> work) {
        this(key, Set.of(), false, work);
    }

    Job(@Nullable String key, Set<String> alsoReads, boolean isQuestion, Work<T> work) {
        this.key = key;
        this.alsoReads = alsoReads;
        this.isQuestion = isQuestion;
        this.work = work;
    }

    /** A job that fails by itself does not keep the others of its transaction from theirs. */
    void work(Draft draft) throws SQLException {
        try {
            T result = work.in(draft);
            settle = () -> answer.complete(result);
        } catch (Draft.Unread e) {
            throw e.getCause();
        } catch (RuntimeException | Error e) {
            settle = () -> answer.completeExceptionally(e);
        }
    }

    /** Gives the answer of the last time. Whoever waits for it goes on within this call. */
    void settle() {
        settle.run();
    }

    void fail(Throwable why) {
        answer.completeExceptionally(why);
    }
}
