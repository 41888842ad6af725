package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.intent;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Pays for keys in a JVM of its own, and tells line by line what the journal said was committed. */
final class Customer {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Customer() {}

    /** The directory of a journal, what to do, and how many keys. */
    public static void main(String[] arguments) {
        JdbcJournal journal = JdbcJournal.inDirectory(Path.of(arguments[0]));
        try {
            journal.open();
        } catch (RuntimeException e) {
            OUT.println("refused " + e.getMessage());
            return;
        }
        OUT.println("open");
        int keys = Integer.parseInt(arguments[2]);
        switch (arguments[1]) {
            case "halt" -> {
                Charge unused = pay(
                                journal, "key 0", "", () -> Runtime.getRuntime().halt(9))
                        .join();
            }
            case "hold" -> awaitDeath();
            case "many" -> payMany(journal, keys);
            default -> payUntilFull(journal, keys);
        }
    }

    private static CompletableFuture<Charge> pay(ChargeJournal journal, String key, String padding, Runnable then) {
        Outcome outcome = new Outcome(DRAWN.creditOutcome(), null, DRAWN.drawing(), padding, null);
        return journal.claim(intent(key), List.of(), InDoubtPolicy.QUARANTINE)
                .thenCompose(claim -> {
                    if (!(claim instanceof Claim.Granted granted)) {
                        return CompletableFuture.failedFuture(new IllegalStateException("taken: " + claim));
                    }
                    OUT.println("intent " + key);
                    return journal.record(granted.charge(), outcome, NOON);
                })
                .thenApply(done -> {
                    OUT.println("done " + key);
                    then.run();
                    return done;
                });
    }

    /** Several at a time, so that the journal groups them, until it is killed. */
    private static void payMany(ChargeJournal journal, int keys) {
        for (int i = 0; i < keys; i += 10) {
            List<CompletableFuture<Charge>> some = new ArrayList<>();
            for (int j = i; j < i + 10; j++) {
                some.add(pay(journal, "key " + j, "", () -> {}));
            }
            some.forEach(CompletableFuture::join);
        }
        awaitDeath();
    }

    private static void payUntilFull(ChargeJournal journal, int keys) {
        int failed = 0;
        for (int i = 0; i < keys && failed < 5; i++) {
            try {
                pay(journal, "key " + i, "x".repeat(4_000), () -> {}).join();
            } catch (CompletionException e) {
                failed++;
                OUT.println("failed key " + i + ": " + e.getMessage());
            }
        }
        Runtime.getRuntime().halt(failed == 0 ? 0 : 8);
    }

    private static void awaitDeath() {
        new CompletableFuture<Void>().join();
    }
}
