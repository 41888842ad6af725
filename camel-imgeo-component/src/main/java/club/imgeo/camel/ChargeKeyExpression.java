package club.imgeo.camel;

import club.imgeo.client.Excerpt;
import club.imgeo.client.InvalidRequestException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.simple.SimpleExpressionParser;
import org.apache.camel.language.simple.ast.LiteralNode;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The option chargeKey, parsed by Camel into its parts. A message is refused if one of the variable parts has no value:
 * {@code order-${header.orderNumber}} must not give all messages without that header the key {@code order-}.
 */
final class ChargeKeyExpression {
    private static final String RESOURCE = "resource:";

    private final Expression key;
    private final boolean canDiffer;

    private ChargeKeyExpression(Expression key, boolean canDiffer) {
        this.key = key;
        this.canDiffer = canDiffer;
    }

    /** @throws RuntimeException of Camel's or our own, which quotes the expression, if it cannot be parsed */
    static ChargeKeyExpression parse(CamelContext context, String text) {
        if (text.startsWith(RESOURCE)) {
            throw new IllegalArgumentException("chargeKey: " + Excerpt.quoted(text)
                    + " is not valid: an expression is read from no file; write the expression itself");
        }
        Parser parser = new Parser(context, text);
        Expression key = parser.parseExpression();
        key.init(context);
        return new ChargeKeyExpression(key, parser.canDiffer);
    }

    /** Returns whether it has a variable part; if not, every message has the same key. */
    boolean canDiffer() {
        return canDiffer;
    }

    /** @throws InvalidRequestException if a variable part has no value, or fails */
    String keyOf(Exchange exchange) {
        try {
            String text = key.evaluate(exchange, String.class);
            if (text == null || text.isBlank()) {
                throw new NoValue("the expression");
            }
            return text;
        } catch (NoValue e) {
            throw InvalidRequestException.before(List.of("chargeKey is empty for this message: " + e.part
                    + " has no value; without a key of its own the request could be paid for twice, or get the images of"
                    + " another; give the message that value, or name another one in chargeKey"));
        }
    }

    /** Reads an expression as Camel does, and keeps its parts apart. */
    private static final class Parser extends SimpleExpressionParser {
        private boolean canDiffer;

        Parser(CamelContext context, String text) {
            super(context, text, true, null);
        }

        @Override
        protected Expression doParseExpression() {
            List<Part> parts = new ArrayList<>();
            nodes.forEach(node -> {
                Expression value = node.createExpression(camelContext, expression);
                if (value != null) {
                    parts.add(new Part(value, node instanceof LiteralNode ? null : node.toString()));
                }
            });
            canDiffer = parts.stream().anyMatch(part -> part.variable != null);
            return new Joined(parts);
        }
    }

    /** @param variable as the user wrote it; null for plain text */
    private record Part(Expression value, @Nullable String variable) {
        String in(Exchange exchange) {
            if (variable == null) {
                String text = value.evaluate(exchange, String.class);
                return text == null ? "" : text;
            }
            String shown = Excerpt.of(variable);
            String text;
            try {
                Object found = value.evaluate(exchange, Object.class);
                text = isEmpty(found)
                        ? null
                        : exchange.getContext().getTypeConverter().convertTo(String.class, exchange, found);
            } catch (RuntimeException e) {
                throw failed(shown, e);
            }
            if (exchange.getException() != null) { // a bean's is left here instead of being thrown
                throw failed(shown, exchange.getException());
            }
            if (text == null || text.isBlank()) {
                throw new NoValue(shown);
            }
            return text;
        }
    }

    private static InvalidRequestException failed(String part, Exception cause) {
        return InvalidRequestException.before(
                List.of("chargeKey fails for this message: " + part + " threw "
                        + cause.getClass().getName()
                        + "; nothing was sent; give the message what the expression needs"),
                cause);
    }

    /** What Camel writes as [], {} or null is no value either, and the same for all messages. */
    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || (value instanceof Collection<?> many && many.isEmpty())
                || (value instanceof Map<?, ?> fields && fields.isEmpty())
                || (value.getClass().isArray() && Array.getLength(value) == 0)
                || (value instanceof JsonNode node && (node.isNull() || node.isMissingNode()))
                || (value instanceof JsonNode node && node.isContainerNode() && node.isEmpty());
    }

    private static final class Joined extends ExpressionAdapter {
        private final List<Part> parts;

        Joined(List<Part> parts) {
            this.parts = List.copyOf(parts);
        }

        @Override
        public void init(CamelContext context) {
            parts.forEach(part -> part.value.init(context));
        }

        @Override
        public Object evaluate(Exchange exchange) {
            StringBuilder joined = new StringBuilder();
            parts.forEach(part -> joined.append(part.in(exchange)));
            return joined.toString();
        }
    }

    /** The part that has no value in this message. */
    private static final class NoValue extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String part;

        NoValue(String part) {
            super(part, null, false, false);
            this.part = part;
        }
    }
}
