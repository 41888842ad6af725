package club.imgeo.sandbox;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** What all parts of one sandbox share. */
final class World {
    private final Vertx vertx;
    private final Accounts accounts;
    private final Catalog catalog = new Catalog();
    private final Rules rules = new Rules(catalog);
    private final Faults faults = new Faults();
    private final Traffic traffic = new Traffic();
    private final Calls calls = new Calls(Clock.systemUTC());
    private final int freeCredits;
    private final Random random;
    private volatile Latency latency;
    private volatile String baseUrl = "";

    World(Vertx vertx, Accounts accounts, int freeCredits, Latency latency, long seed) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.freeCredits = freeCredits;
        this.latency = latency;
        this.random = new Random(seed);
    }

    Accounts accounts() {
        return accounts;
    }

    Catalog catalog() {
        return catalog;
    }

    Rules rules() {
        return rules;
    }

    Faults faults() {
        return faults;
    }

    Traffic traffic() {
        return traffic;
    }

    Calls calls() {
        return calls;
    }

    /** What an account gets on sign-up. */
    int freeCredits() {
        return freeCredits;
    }

    Duration nextLatency() {
        return latency.pick(random);
    }

    void latency(Latency newLatency) {
        latency = newLatency;
    }

    /** Known once the port is. */
    void baseUrl(String url) {
        baseUrl = url;
    }

    String url(String path) {
        return baseUrl + path;
    }

    Ledger ledger() {
        return new Ledger(accounts.entries(), traffic.requestsByPath(), traffic.callsByPrompt());
    }

    /** Goes on after {@code wait}, on the event loop and without holding a thread; at once if there is none. */
    void later(Duration wait, RoutingContext context, Runnable step) {
        if (wait.isZero()) {
            step.run();
        } else {
            vertx.setTimer(Math.max(1, wait.toMillis()), timer -> Body.guarded(context, step));
        }
    }
}
