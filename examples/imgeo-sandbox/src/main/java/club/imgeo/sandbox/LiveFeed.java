package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** {@code /studio/live}: what is going on, as server-sent events, to each who looks and a few times a second at most. */
final class LiveFeed {
    private static final long INTERVAL_MILLIS = 250;
    private static final int QUIET_INTERVALS = 60;

    private final World world;
    private final Vertx vertx;

    LiveFeed(World world, Vertx vertx) {
        this.world = world;
        this.vertx = vertx;
    }

    void begin(RoutingContext context) {
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
        Watcher watcher = new Watcher(response);
        watcher.look();
        long timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> watcher.look());
        context.addEndHandler(gone -> vertx.cancelTimer(timer));
    }

    private String now() {
        ObjectNode json = world.calls().json();
        json.put("ledger", world.accounts().lines());
        json.put("free_credits", world.freeCredits());
        json.set("faults", Json.mapper().valueToTree(world.faults().inWords()));
        return json.toString();
    }

    /** One page that is open somewhere. */
    private final class Watcher {
        private final HttpServerResponse response;
        private String told = "";
        private int quiet;

        Watcher(HttpServerResponse response) {
            this.response = response;
        }

        void look() {
            if (response.closed() || response.writeQueueFull()) {
                return;
            }
            String now = now();
            if (!now.equals(told)) {
                send("data: " + now + "\n\n");
                told = now;
            } else if (++quiet >= QUIET_INTERVALS) {
                send(": still here\n\n");
            }
        }

        private void send(String text) {
            quiet = 0;
            var unused = response.write(text);
        }
    }
}
