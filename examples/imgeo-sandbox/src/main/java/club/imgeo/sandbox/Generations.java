package club.imgeo.sandbox;

import club.imgeo.sandbox.Directive.Money;
import club.imgeo.sandbox.Outcome.Named;
import club.imgeo.sandbox.Outcome.Status;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A generation from the charge to its end, be that an answer or what somebody wanted to go wrong. */
final class Generations {
    private final World world;

    Generations(World world) {
        this.world = world;
    }

    /** Charges, works for as long as the latency says without holding a thread, and ends. */
    void begin(RoutingContext context, String account, Order order, Directive directive) {
        Money money = directive.money();
        if (money == Money.UNTOUCHED) {
            world.later(directive.slow(), context, () -> end(context, directive, null));
            return;
        }
        SandboxModel model = world.catalog().find(order.model());
        long price = model == null ? 0 : model.creditsPerImage() * order.count();
        Call call = Objects.requireNonNull(Call.of(context));
        Charge charge = world.accounts().charge(account, order, price);
        call.costs(price);
        Duration work = world.nextLatency().plus(directive.slow());
        world.later(work, context, () -> {
            if (money == Money.REFUNDED) {
                world.accounts().refund(charge);
                call.costs(0);
            }
            end(context, directive, charge);
        });
    }

    private void end(RoutingContext context, Directive directive, @Nullable Charge charge) {
        if (context.response().closed()) {
            // The client is gone. What was paid stays paid, as it would be at imgeo.
            return;
        }
        Outcome outcome = directive.outcome();
        if (outcome instanceof Status status) {
            Answers.status(context.response(), status, world.url(Endpoint.GENERATE.path()));
        } else if (outcome instanceof Named named) {
            if (charge != null && (named == Named.OK || named == Named.PARTIAL)) {
                deliver(context, charge, named);
            } else {
                ObjectNode whole = charge == null
                        ? Json.mapper().createObjectNode()
                        : body(charge, charge.order().count());
                BrokenAnswers.send(context.request(), named, whole);
            }
        }
    }

    private void deliver(RoutingContext context, Charge charge, Named how) {
        int asked = charge.order().count();
        int images = how == Named.PARTIAL ? Math.max(1, asked - 1) : asked;
        // Written down first, so that whoever has the answer also finds the delivery in the ledger.
        world.accounts().deliver(charge);
        Answers.json(context.response(), 200, body(charge, images));
    }

    private ObjectNode body(Charge charge, int count) {
        Order order = charge.order();
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode images = body.putArray("images");
        for (int i = 0; i < count; i++) {
            images.add(world.url(Gallery.path(charge, i)));
        }
        return body.put("model", order.model())
                .put("prompt", order.prompt())
                .put("aspect_ratio", order.aspectRatio())
                .put("credits_used", charge.credits())
                .put("credits_remaining", charge.remaining());
    }
}
