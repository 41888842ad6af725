package club.imgeo.sandbox;

import club.imgeo.sandbox.Outcome.Named;
import club.imgeo.sandbox.Outcome.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1}: what imgeo's reference documents, as the sandbox plays it. */
final class Api {
    private static final String BEARER = "Bearer ";

    private final World world;
    private final Generations generations;

    Api(World world, Generations generations) {
        this.world = world;
        this.generations = generations;
    }

    void mount(Router router) {
        mount(router, Endpoint.GENERATE, this::generate);
        mount(router, Endpoint.MODELS, this::models);
        mount(router, Endpoint.BALANCE, this::balance);
    }

    private interface Handler {
        void handle(RoutingContext context, @Nullable Directive armed);
    }

    private void mount(Router router, Endpoint endpoint, Handler handler) {
        router.route(endpoint.path()).handler(context -> {
            world.traffic().request(endpoint.path());
            watch(context, endpoint);
            if (!context.request().method().name().equals(endpoint.method())) {
                context.response().putHeader("Allow", endpoint.method());
                throw new Refusal(405, "only " + endpoint.method() + " is taken here");
            }
            Directive armed = world.faults().takeArmed(endpoint);
            if (armed != null) {
                call(context).goesWrong(armed);
            }
            if (armed != null && armed.outcome() == Named.RESET_AFTER_HEADERS) {
                Wire.reset(context.request().connection());
            } else {
                handler.handle(context, armed);
            }
        });
    }

    private void watch(RoutingContext context, Endpoint endpoint) {
        Call call = world.calls().begin(endpoint);
        call.putInto(context);
        context.addEndHandler(end ->
                world.calls().end(call, end.succeeded() ? context.response().getStatusCode() : 0));
    }

    private void generate(RoutingContext context, @Nullable Directive armed) {
        String account = authenticate(context);
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.matches("(?i)\\s*application/json\\s*(;.*)?")) {
            throw new Refusal(415, "Content-Type must be application/json");
        }
        Body.read(context, body -> {
            Order order = check(Body.json(body), call(context));
            Directive directive = armed != null ? armed : world.faults().decide(account, order.prompt());
            call(context).goesWrong(directive);
            generations.begin(context, account, order, directive);
        });
    }

    private Order check(JsonNode json, Call call) {
        call.asks(json);
        if (json.path("prompt").isTextual()) {
            world.traffic().call(json.path("prompt").textValue());
        }
        return world.rules().check(json);
    }

    private void models(RoutingContext context, @Nullable Directive armed) {
        ArrayNode models = Json.mapper().createArrayNode();
        for (SandboxModel model : world.catalog().all()) {
            ObjectNode json = models.addObject().put("id", model.id()).put("name", model.name());
            model.modes().forEach(json.putArray("modes")::add);
            model.aspectRatios().forEach(json.putArray("aspect_ratios")::add);
            json.put("credits", model.creditsPerImage()).put("supports_negative_prompt", model.negativePrompt());
            if (model.maxCount() != null) {
                json.put("max_count", model.maxCount());
            }
        }
        answer(context, models, armed);
    }

    private void balance(RoutingContext context, @Nullable Directive armed) {
        String account = authenticate(context);
        answer(
                context,
                Json.mapper().createObjectNode().put("balance", world.accounts().balance(account)),
                armed);
    }

    private void answer(RoutingContext context, JsonNode body, @Nullable Directive armed) {
        if (armed == null) {
            Answers.json(context.response(), 200, body);
            return;
        }
        world.later(armed.slow(), context, () -> {
            if (armed.outcome() instanceof Status status) {
                Answers.status(context.response(), status, world.url(Endpoint.GENERATE.path()));
            } else if (armed.outcome() == Named.OK || armed.outcome() == Named.PARTIAL) {
                Answers.json(context.response(), 200, body);
            } else {
                BrokenAnswers.send(
                        context.request(),
                        (Named) armed.outcome(),
                        Json.mapper().createObjectNode().set("models", body));
            }
        });
    }

    private static Call call(RoutingContext context) {
        return Objects.requireNonNull(Call.of(context));
    }

    private String authenticate(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Refusal(401, "missing API key: send 'Authorization: Bearer imgeo_sk_…'");
        }
        String account =
                world.accounts().accountOf(header.substring(BEARER.length()).strip());
        if (account == null) {
            throw new Refusal(401, "invalid API key");
        }
        call(context).from(account);
        return account;
    }
}
