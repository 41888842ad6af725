package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /}: the sandbox to look at. Here is the page, and what nobody else asks for; whatever the page does, it does as
 * any caller would, at {@code /sandbox} and {@code /api/v1}.
 */
final class Studio {
    private static final String PAGE = "index.html";
    private static final int LINES = 18;
    private static final int PICTURES = 12;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    // Prompts are hostile. Should one ever get into the page as more than text, it still cannot run or call anybody.
    private static final String POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final World world;
    private final LiveFeed live;
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();

    Studio(World world, LiveFeed live) {
        this.world = world;
        this.live = live;
    }

    void mount(Router router) {
        router.get("/").handler(this::index);
        for (String path : List.of("live", "ledger", "pictures")) {
            router.get("/studio/" + path).handler(Visitors::checkOrigin);
        }
        router.get("/studio/live").handler(live::begin);
        router.get("/studio/ledger").handler(this::ledger);
        router.get("/studio/pictures").handler(this::pictures);
        router.get("/studio/:file").handler(context -> file(context, context.pathParam("file")));
    }

    /** The page to a browser, and a hint to whoever else looks. */
    private void index(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        context.response().putHeader("Vary", "Accept");
        if (accept != null && accept.contains("text/html")) {
            file(context, PAGE);
        } else {
            Answers.text(context.response(), hint());
        }
    }

    private String hint() {
        return """
                The imgeo API on localhost. Open this address in a browser to look at it.

                  key    curl -X POST '%1$s/sandbox/sign-up?plain'
                  draw   curl %1$s/api/v1/generate -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\
                           -d '{"model":"black-forest-labs/flux-schnell","prompt":"a fox"}'
                  money  curl %1$s/sandbox/ledger
                """.formatted(world.url(""));
    }

    private void file(RoutingContext context, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.matches("[a-z-]+\\.[a-z0-9]+")) {
            throw new Refusal(404, "no such path");
        }
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-cache");
        Answers.send(response, 200, type, files.computeIfAbsent(name, Studio::read));
    }

    private static Buffer read(String name) {
        try (InputStream in = Studio.class.getResourceAsStream("studio/" + name)) {
            if (in == null) {
                throw new Refusal(404, "no such path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ledger(RoutingContext context) {
        String account = account(context);
        Ledger ledger = world.ledger().of(account);
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("charged", ledger.charged())
                .put("refunded", ledger.refunded())
                .put("net", ledger.net())
                .put("lines", ledger.entries().size());
        if (account != null) {
            json.put("credits", world.accounts().balance(account));
        }
        List<LedgerEntry> entries = ledger.entries();
        ArrayNode latest = json.putArray("entries");
        for (int i = entries.size() - 1; i >= 0 && latest.size() < LINES; i--) {
            latest.add(Json.mapper().<ObjectNode>valueToTree(entries.get(i)));
        }
        fresh(context, json);
    }

    private void pictures(RoutingContext context) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode pictures = json.putArray("pictures");
        long before = Control.number(context.queryParams().get("before"));
        world.accounts()
                .delivered(account(context), before == 0 ? Long.MAX_VALUE : before, PICTURES)
                .forEach(delivery -> pictures.add(picture(delivery)));
        fresh(context, json);
    }

    private static ObjectNode picture(Delivery delivery) {
        Charge charge = delivery.charge();
        Order order = charge.order();
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("sequence", delivery.sequence())
                .put("charge", charge.sequence())
                .put("account", charge.account())
                .put("model", order.model())
                .put("prompt", order.prompt())
                .put("negative_prompt", order.negativePrompt())
                .put("aspect_ratio", order.aspectRatio())
                .put("credits", charge.credits());
        ArrayNode images = json.putArray("images");
        for (int i = 0; i < order.count(); i++) {
            images.add(Gallery.path(charge, i));
        }
        return json;
    }

    private @Nullable String account(RoutingContext context) {
        String account = context.queryParams().get("account");
        if (account != null) {
            var unused = world.accounts().balance(account); // a 404 where there is none
        }
        return account;
    }

    private static void fresh(RoutingContext context, ObjectNode json) {
        context.response().putHeader("Cache-Control", "no-store");
        Answers.json(context.response(), 200, json);
    }
}
