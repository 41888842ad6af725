package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How large a request may be, in whichever form it comes. */
class RequestLimitsTest {
    static Stream<Arguments> tooLarge() {
        return Stream.of(
                Arguments.of(
                        Map.of("image", "x".repeat(4_001)), "image: has 4001 characters; at most 2000 are allowed"),
                Arguments.of(
                        Map.of("image", TextNode.valueOf("x".repeat(4_001))),
                        "image: has 4001 characters; at most 2000 are allowed"),
                Arguments.of(
                        Map.of("image", ByteBuffer.allocate(8_001)), "image: has 8001 bytes; at most 2000 are allowed"),
                Arguments.of(
                        Map.of("count", BigInteger.TWO.shiftLeft(100_000)),
                        "count: has 30000 characters; at most 2000 are allowed"),
                Arguments.of(
                        Map.of("notes", "ü".repeat(33_000)),
                        "request: has more than 65536 bytes with the field 'notes', of which the last value has 66000"),
                Arguments.of(
                        Map.of("notes", JsonNodeFactory.instance.binaryNode(new byte[70_000])),
                        "request: has more than 65536 bytes with the field 'notes'"),
                Arguments.of(Map.of("notes", Collections.nCopies(70_000, "")), "request: has more than 65536 bytes"),
                Arguments.of(Map.of("notes", new long[9_000]), "request: has more than 65536 bytes"),
                Arguments.of(Map.of("a", Map.of(ByteBuffer.allocate(70_000), 1)), "request: has more than 65536 bytes"),
                Arguments.of(Map.of("a", Map.of(new long[9_000], 1)), "request: has more than 65536 bytes"),
                Arguments.of(Map.of(Collections.nCopies(70_000, 1e9), 1), "request: has more than 65536 bytes"),
                Arguments.of(
                        Map.of(numbered(1_001), 1), "request: has more than 1000 fields; at most 1000 are allowed"),
                Arguments.of(Map.of(nested(32), 1), "request: is nested more than 32 levels deep; at most 32"),
                Arguments.of(
                        IntStream.range(0, 300).boxed().collect(Collectors.toMap(i -> "€".repeat(100) + i, i -> "")),
                        "request: has more than 65536 bytes"),
                Arguments.of(
                        Map.of("x".repeat(256), 1), "request: has a field whose name has 256 characters; at most 255"),
                Arguments.of(numbered(1_001), "request: has more than 1000 fields; at most 1000 are allowed"),
                Arguments.of(
                        Map.of("a", numbered(1_000)), "request: has more than 1000 fields; at most 1000 are allowed"),
                Arguments.of(Map.of("a", nested(32)), "request: is nested more than 32 levels deep; at most 32"));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void refusesWhatIsLargerNamingItsLengthAndTheLimit(Map<String, ?> fields, String objection) {
        assertThatThrownBy(() -> RequestLimits.check(fields))
                .isInstanceOfSatisfying(InvalidRequestException.class, refusal -> assertThat(refusal.creditOutcome())
                        .isEqualTo(CreditOutcome.NOT_CHARGED))
                .hasMessageContaining(objection);
    }

    static Stream<Object> justSmallEnough() {
        return Stream.of(
                Map.of("image", "x".repeat(4_000)),
                Map.of("notes", "x".repeat(65_523)),
                Map.of("x".repeat(255), 1),
                numbered(1_000),
                Map.of("a", nested(31)),
                new TreeMap<>(Map.of(1, "a key that is no text")));
    }

    @ParameterizedTest
    @MethodSource("justSmallEnough")
    void takesWhatIsAtTheLimit(Map<?, ?> fields) {
        assertThatCode(() -> RequestLimits.check(fields)).doesNotThrowAnyException();
    }

    @Test
    void doesNotReadOnBeyondTheLimit() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);

        assertThatThrownBy(() -> RequestLimits.checkWhole("body", itself, UnaryOperator.identity()))
                .hasMessageContaining("body: is nested more than 32 levels deep");
    }

    @Test
    void objectsToEachTextOfARequestThatIsTooLong() {
        String text = "x".repeat(2_001);
        GenerateRequest request = new GenerateRequest(text, text, 1, null, Mode.IMG2IMG, text, "https://a.b/" + text);

        assertThat(request.objections())
                .contains(
                        "model: has 2001 characters; at most 2000 are allowed",
                        "prompt: has 2001 characters; at most 2000 are allowed",
                        "negative_prompt: has 2001 characters; at most 2000 are allowed",
                        "image: has 2013 characters; at most 2000 are allowed");
    }

    private static Map<String, Integer> numbered(int fields) {
        return IntStream.range(0, fields).boxed().collect(Collectors.toMap(i -> "f" + i, i -> i));
    }

    private static Object nested(int levels) {
        Object inmost = 1;
        for (int i = 0; i < levels; i++) {
            inmost = List.of(inmost);
        }
        return inmost;
    }
}
