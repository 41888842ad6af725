package club.imgeo.camel;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Totals;
import club.imgeo.charge.Transition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A journal in which outcomes are on their way until a line comes from standard input. */
final class HeldOutcomes implements ChargeJournal {
    private final ChargeJournal journal;
    private final Consumer<String> listener;
    private final CompletableFuture<String> let = CompletableFuture.supplyAsync(HeldOutcomes::nextLine);

    /** @param listener hears {@code holds KEY} */
    HeldOutcomes(ChargeJournal journal, Consumer<String> listener) {
        this.journal = journal;
        this.listener = listener;
    }

    private static String nextLine() {
        try {
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableFuture<Charge> record(Charge charge, Outcome outcome, Instant at) {
        listener.accept("holds " + charge.key());
        return let.thenCompose(line -> journal.record(charge, outcome, Instant.now()));
    }

    @Override
    public void open() {
        journal.open();
    }

    @Override
    public boolean isShared() {
        return journal.isShared();
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return journal.change(key, step);
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return journal.find(key);
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return journal.inDoubt(most, now);
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return journal.totals(scope, since);
    }

    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        return journal.forget(before);
    }

    @Override
    public void close() {
        journal.close();
    }
}
