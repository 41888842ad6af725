package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key a message gets from the option chargeKey, and which messages get none. */
class ChargeKeyExpressionTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, Object> headers = new HashMap<>(Map.of("a", "7", "b", "x", "name", "a", "blank", "  "));
    private int calls;

    @BeforeEach
    void start() {
        context.getRegistry().bind("counting", new Counting());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    public final class Counting {
        public String count() {
            calls++;
            return "call " + calls;
        }

        public String fail() {
            throw new IllegalStateException("no such table");
        }
    }

    private String key(String expression) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(headers);
        return ChargeKeyExpression.parse(context, expression).keyOf(exchange);
    }

    @ParameterizedTest
    @CsvSource({
        "${header.a}, 7",
        "order-${header.a}, order-7",
        "${header.a}-${header.b}, 7-x",
        "${header.a}${header.b}, 7x",
        "${header.${header.name}}-1, 7-1",
        "{${header.a}}, {7}",
        "$simple{header.a}!, 7!",
        "${header.none} ?: ${header.a}, 7",
        "constant, constant"
    })
    void isTheTextWithTheValuesInIt(String expression, String key) {
        assertThat(key(expression)).isEqualTo(key);
        assertThat(context.resolveLanguage("simple")
                        .createExpression(expression)
                        .evaluate(withHeaders(), String.class))
                .isEqualTo(key);
    }

    private Exchange withHeaders() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(headers);
        return exchange;
    }

    @ParameterizedTest
    @CsvSource({
        "${header.none}, ${header.none}",
        "order-${header.none}, ${header.none}",
        "order-${header.blank}-1, ${header.blank}",
        "${header.a}-${header.none}, ${header.none}",
        "order-$simple{header.none}, {header.none}",
        "order-${header.empty}, ${header.empty}",
        "order-${header.list}, ${header.list}",
        "order-${header.map}, ${header.map}",
        "order-${header.json}, ${header.json}",
        "order-${header.bytes}, ${header.bytes}"
    })
    void isRefusedWhereAPartHasNoValue(String expression, String part) {
        headers.put("empty", "");
        headers.put("list", List.of());
        headers.put("map", Map.of());
        headers.put("json", NullNode.getInstance());
        headers.put("bytes", new byte[0]);

        assertThatThrownBy(() -> key(expression))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("chargeKey is empty for this message: ")
                .hasMessageContaining(part)
                .hasMessageContaining(" has no value");
    }

    @Test
    void isRefusedWhereThereIsNothingInIt() {
        assertThatThrownBy(() -> key(" ")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void isRefusedWhereThePartInAPartHasNoValue() {
        assertThatThrownBy(() -> key("${header.${header.none}}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("${header.${header.none}}");
    }

    @Test
    void isRefusedWhereAPartFails() {
        assertThatThrownBy(() -> key("order-${bean:counting?method=fail}"))
                .isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
                    assertThat(refused.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
                    assertThat(refused)
                            .hasMessageContaining("chargeKey fails for this message: ${bean:counting?method=fail}");
                    assertThat(refused).hasRootCauseMessage("no such table");
                });
    }

    @Test
    void asksForEachPartOnce() {
        assertThat(key("order-${bean:counting?method=count}")).isEqualTo("order-call 1");
    }

    @ParameterizedTest
    @CsvSource({"same, false", "order-${header.a}, true", "${header.a}, true"})
    void knowsWhetherItCanDiffer(String expression, boolean differs) {
        assertThat(ChargeKeyExpression.parse(context, expression).canDiffer()).isEqualTo(differs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${nonsense}", "${header.a", "resource:classpath:key.txt", "resource:file:${header.a}"})
    void isNotParsedFrom(String expression) {
        assertThatThrownBy(() -> ChargeKeyExpression.parse(context, expression)).hasMessageContaining(expression);
    }
}
