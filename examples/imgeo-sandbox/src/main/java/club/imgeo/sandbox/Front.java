package club.imgeo.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Everything that is served, and what is answered to the rest. */
final class Front {
    private static final Logger LOG = Logger.getLogger(Front.class.getName());
    // A burst of thousands of connections waits in the kernel's queue in place of being refused.
    private static final int BACKLOG = 16_384;

    private Front() {}

    static HttpServer server(Vertx vertx, World world, Visitors visitors) {
        Router router = router(vertx, world, visitors);
        var options = new HttpServerOptions()
                .setAcceptBacklog(BACKLOG)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    if (world.faults().takeResetAtAccept()) {
                        Wire.reset(connection);
                    }
                })
                .exceptionHandler(lost -> LOG.log(Level.FINE, "a connection was lost", lost))
                .requestHandler(request -> {
                    Visitors.greet(request);
                    router.handle(request);
                });
    }

    private static Router router(Vertx vertx, World world, Visitors visitors) {
        Router router = Router.router(vertx);
        router.route().handler(visitors::checkHost);
        new Api(world, new Generations(world)).mount(router);
        router.route("/sandbox/*").handler(Visitors::checkOrigin);
        new Control(world).mount(router);
        new Gallery(world.accounts(), vertx).mount(router);
        new Studio(world, new LiveFeed(world, vertx)).mount(router);
        router.route().failureHandler(Front::fail);
        for (int status : new int[] {400, 404, 405, 500}) {
            router.errorHandler(status, Front::fail);
        }
        return router;
    }

    private static void fail(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (context.failure() instanceof Refusal refusal) {
            Call call = Call.of(context);
            if (call != null) {
                call.refusedFor(refusal.text());
            }
            Answers.error(response, refusal.status(), refusal.text());
            return;
        }
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        switch (status) {
            case 404 -> Answers.error(response, 404, "no such path");
            case 405 ->
                Answers.error(
                        response,
                        405,
                        "this path does not take " + context.request().method());
            case 500 -> {
                LOG.log(Level.SEVERE, "the sandbox itself failed", context.failure());
                Answers.error(response, 500, "the sandbox itself failed; its log says why");
            }
            default -> Answers.error(response, status, "bad request");
        }
    }
}
