package club.imgeo.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The imgeo API on localhost: it draws, it charges, and it fails as told. {@code Sandbox.start()} is all that a test
 * needs; every sandbox is a world of its own.
 */
public final class Sandbox implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final World world;
    private final URI baseUrl;

    private Sandbox(Vertx vertx, World world, URI baseUrl) {
        this.vertx = vertx;
        this.world = world;
        this.baseUrl = baseUrl;
    }

    /** On a free port of 127.0.0.1, in memory, without latency. */
    public static Sandbox start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Such as {@code http://127.0.0.1:8080}, without a slash at its end. */
    public URI baseUrl() {
        return baseUrl;
    }

    public int port() {
        return baseUrl.getPort();
    }

    /** A new account with the free credits. Returns its API key, which is kept nowhere in clear. */
    public String signUp() {
        return signUp(world.freeCredits());
    }

    /** A new account with exactly so many credits. */
    public String signUp(long credits) {
        return world.accounts().newKey(world.accounts().open(credits));
    }

    public void buy(String apiKey, long credits) {
        world.accounts().buy(account(apiKey), credits);
    }

    public long balance(String apiKey) {
        return world.accounts().balance(account(apiKey));
    }

    /** The id under which the ledger lists the account of this key. */
    public String account(String apiKey) {
        String account = world.accounts().accountOf(apiKey);
        if (account == null) {
            throw new IllegalArgumentException("no account has this API key");
        }
        return account;
    }

    /**
     * From now on, each generate call whose prompt has no directive fails like this with this probability. The same
     * seed brings the same faults to the same prompts, in whatever order they come. An empty map ends it.
     */
    public void faults(Map<String, Double> rates, long seed) {
        world.faults().set(rates, seed, List.of());
    }

    /**
     * Arms faults for the next calls, whatever their prompt: {@code reset after headers}, {@code balance: 503}. The
     * only way to those that come before the prompt is read.
     */
    public void next(String... directives) {
        world.faults().arm(List.of(directives));
    }

    /** Forgets rates, armed faults, and how often "the first n times" has happened. */
    public void noFaults() {
        world.faults().clear();
    }

    public void latency(Duration min, Duration max) {
        world.latency(new Latency(min, max));
    }

    /** From now on there is this model too, or this one instead of the one of the same id. */
    public void offer(SandboxModel model) {
        world.catalog().add(model);
    }

    /** From now on there is no such model: it is not listed, and a call for it is a 400. */
    public void withdraw(String modelId) {
        if (!world.catalog().remove(modelId)) {
            throw new IllegalArgumentException("no such model: " + modelId);
        }
    }

    public Ledger ledger() {
        return world.ledger();
    }

    /** Frees the port and drops every open connection at once; what is under way stays charged. */
    @Override
    public void close() {
        await(vertx.close());
        world.accounts().close();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the sandbox hangs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How a sandbox is to be; each setting has a default that suits a test. */
    public static final class Builder {
        private int port;
        private String host = "127.0.0.1";
        private final List<String> allowedHosts = new ArrayList<>();
        private @Nullable Path data;
        private Latency latency = Latency.NONE;
        private long seed;
        private int freeCredits = 10;
        private final List<SandboxModel> models = new ArrayList<>();

        private Builder() {}

        /** 0, the default, is any free port. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder host(String value) {
            host = value;
            return this;
        }

        /**
         * Allows requests to be sent to this name as well. Without it, they are sent to localhost, to an IP address, to
         * the name of {@link #host}, or, if others can reach that, to a name without dots.
         */
        public Builder allowHost(String name) {
            allowedHosts.add(Visitors.allowed(name));
            return this;
        }

        /** Where accounts, keys (hashed), ledger and images survive a restart. In memory without it. */
        public Builder data(Path directory) {
            data = directory;
            return this;
        }

        public Builder latency(Duration fixed) {
            return latency(fixed, fixed);
        }

        public Builder latency(Duration min, Duration max) {
            return latency(new Latency(min, max));
        }

        /** What draws a latency from its range. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder freeCredits(int value) {
            freeCredits = value;
            return this;
        }

        /** Adds a model to the documented ones, or replaces the one of the same id. */
        public Builder model(SandboxModel model) {
            models.add(model);
            return this;
        }

        Builder latency(Latency value) {
            latency = value;
            return this;
        }

        public Sandbox start() {
            var accounts = new Accounts(data == null ? null : new LedgerFile(data), Clock.systemUTC());
            // No files are served, so Vert.x needs no cache of them on disk.
            Vertx vertx = Vertx.vertx(new VertxOptions()
                    .setFileSystemOptions(new FileSystemOptions()
                            .setClassPathResolvingEnabled(false)
                            .setFileCachingEnabled(false)));
            try {
                var world = new World(vertx, accounts, freeCredits, latency, seed);
                models.forEach(world.catalog()::add);
                HttpServer server = await(Front.server(vertx, world, new Visitors(host, allowedHosts))
                        .listen(port, host));
                URI baseUrl = URI.create(
                        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.actualPort());
                world.baseUrl(baseUrl.toString());
                return new Sandbox(vertx, world, baseUrl);
            } catch (RuntimeException e) {
                var unused = vertx.close();
                accounts.close();
                throw e;
            }
        }
    }
}
