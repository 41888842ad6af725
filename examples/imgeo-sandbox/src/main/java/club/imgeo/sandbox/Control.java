package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code /sandbox}: what imgeo does on its website, and what only a sandbox can do. Needs no key. */
final class Control {
    private final World world;

    Control(World world) {
        this.world = world;
    }

    void mount(Router router) {
        post(router, "/sandbox/sign-up", this::signUp);
        post(router, "/sandbox/accounts", this::openAccount);
        post(router, "/sandbox/accounts/:id/keys", this::newKey);
        post(router, "/sandbox/accounts/:id/credits", this::buy);
        post(router, "/sandbox/models", this::addModel);
        post(router, "/sandbox/faults", this::setFaults);
        post(router, "/sandbox/latency", this::setLatency);
        router.delete("/sandbox/faults").handler(this::clearFaults);
        router.get("/sandbox/ledger").handler(this::ledger);
    }

    private static void post(Router router, String path, BiConsumer<RoutingContext, JsonNode> handler) {
        router.post(path).handler(context -> Body.read(context, body -> handler.accept(context, json(body))));
    }

    /** Whatever its content type says, since these endpoints are for people with curl. */
    private static JsonNode json(Buffer body) {
        JsonNode json = Body.json(body);
        if (!json.isObject() && !json.isMissingNode()) {
            throw Refusal.badRequest("the body must be a JSON object");
        }
        return json;
    }

    private void signUp(RoutingContext context, JsonNode body) {
        String account = world.accounts().open(credits(body, world.freeCredits()));
        String key = world.accounts().newKey(account);
        if (context.queryParams().contains("plain")) {
            Answers.text(context.response(), key + "\n");
        } else {
            created(context.response(), account(account).put("api_key", key));
        }
    }

    private void openAccount(RoutingContext context, JsonNode body) {
        created(context.response(), account(world.accounts().open(credits(body, world.freeCredits()))));
    }

    private void newKey(RoutingContext context, JsonNode body) {
        String key = world.accounts().newKey(context.pathParam("id"));
        created(context.response(), Json.mapper().createObjectNode().put("api_key", key));
    }

    private void buy(RoutingContext context, JsonNode body) {
        String account = context.pathParam("id");
        world.accounts().buy(account, credits(body, 0));
        created(context.response(), account(account));
    }

    private void addModel(RoutingContext context, JsonNode body) {
        SandboxModel model = ControlJson.model(body);
        world.catalog().add(model);
        created(context.response(), Json.mapper().createObjectNode().put("id", model.id()));
    }

    private void setFaults(RoutingContext context, JsonNode body) {
        List<String> next = ControlJson.texts(body.path("next"), "next");
        if (body.has("rates")) {
            world.faults()
                    .set(
                            ControlJson.rates(body.path("rates")),
                            body.path("seed").asLong(),
                            next);
        } else {
            world.faults().arm(next);
        }
        noContent(context.response());
    }

    private void clearFaults(RoutingContext context) {
        world.faults().clear();
        noContent(context.response());
    }

    private void setLatency(RoutingContext context, JsonNode body) {
        try {
            world.latency(Latency.parse(body.path("latency").asText()));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
        noContent(context.response());
    }

    private void ledger(RoutingContext context) {
        var account = context.queryParams().get("account");
        var prompt = context.queryParams().get("prompt");
        long after = number(context.queryParams().get("after"));
        Ledger all = world.ledger();
        Ledger asked = new Ledger(
                all.entries().stream()
                        .filter(entry -> entry.sequence() > after)
                        .filter(entry -> account == null || account.equals(entry.account()))
                        .filter(entry -> prompt == null || prompt.equals(entry.prompt()))
                        .toList(),
                all.requestsByPath(),
                all.callsByPrompt());
        Answers.json(context.response(), 200, ControlJson.ledger(asked));
    }

    private ObjectNode account(String account) {
        return Json.mapper()
                .createObjectNode()
                .put("account", account)
                .put("credits", world.accounts().balance(account));
    }

    /** 0 where there is none. */
    static long number(@Nullable String sequence) {
        try {
            return sequence == null ? 0 : Long.parseLong(sequence);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("after must be the sequence of an entry");
        }
    }

    private static long credits(JsonNode body, long fallback) {
        JsonNode credits = body.path("credits");
        if (credits.isMissingNode()) {
            return fallback;
        }
        if (!credits.isIntegralNumber() || !credits.canConvertToLong()) {
            throw Refusal.badRequest("credits must be a whole number");
        }
        return credits.longValue();
    }

    private static void created(HttpServerResponse response, ObjectNode body) {
        Answers.json(response, 201, body);
    }

    private static void noContent(HttpServerResponse response) {
        var unused = response.setStatusCode(204).end();
    }
}
