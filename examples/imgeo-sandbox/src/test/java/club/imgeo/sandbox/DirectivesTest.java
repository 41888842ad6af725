package club.imgeo.sandbox;

import static club.imgeo.sandbox.LedgerEntry.Kind.CHARGE;
import static club.imgeo.sandbox.LedgerEntry.Kind.DELIVERY;
import static club.imgeo.sandbox.LedgerEntry.Kind.REFUND;
import static club.imgeo.sandbox.RawCall.End.EOF;
import static club.imgeo.sandbox.RawCall.End.OPEN;
import static club.imgeo.sandbox.RawCall.End.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import club.imgeo.sandbox.RawCall.Answer;
import club.imgeo.sandbox.RawCall.End;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each directive over a bare socket: what the client sees, and what the ledger says. */
class DirectivesTest {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private interface Check {
        void accept(Answer answer) throws IOException;
    }

    static Stream<Arguments> directives() {
        return Stream.of(
                row("ok", EOF, List.of(CHARGE, DELIVERY), answer -> assertThat(images(answer))
                        .isEqualTo(4)),
                row("partial", EOF, List.of(CHARGE, DELIVERY), answer -> assertThat(images(answer))
                        .isEqualTo(3)),
                row("cut", EOF, List.of(CHARGE), answer -> assertThat(answer.body())
                        .isNotEmpty()
                        .hasSizeLessThan(promisedLength(answer))),
                row("stall", OPEN, List.of(CHARGE), answer -> assertThat(answer.body())
                        .isNotEmpty()
                        .hasSizeLessThan(promisedLength(answer))),
                row("garbage", EOF, List.of(CHARGE), answer -> assertThat(body(answer))
                        .startsWith("no JSON")),
                row("wrong", EOF, List.of(CHARGE), answer -> assertThat(
                                json(answer).has("images"))
                        .isFalse()),
                row("no urls", EOF, List.of(CHARGE), answer -> assertThat(images(answer))
                        .isZero()),
                row("bad urls", EOF, List.of(CHARGE), answer -> assertThat(body(answer))
                        .contains("not a url")
                        .doesNotContain("http://")),
                row("too large", EOF, List.of(CHARGE), answer -> assertThat(answer.body())
                        .hasSizeGreaterThan(1 << 20)
                        .hasSize(promisedLength(answer))),
                row("deep", EOF, List.of(CHARGE), answer -> assertThat(body(answer))
                        .contains("[".repeat(1000))),
                row("gzip", EOF, List.of(CHARGE), answer -> {
                    assertThat(answer.head()).containsIgnoringCase("content-encoding: gzip");
                    byte[] unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
                    assertThat(Caller.JSON.readTree(unzipped).path("images")).hasSize(4);
                }),
                row("silent", OPEN, List.of(), DirectivesTest::isEmpty),
                row("reset", RESET, List.of(), DirectivesTest::isEmpty),
                row("eof", EOF, List.of(), DirectivesTest::isEmpty),
                row("charge then reset", RESET, List.of(CHARGE), DirectivesTest::isEmpty),
                row("charge then eof", EOF, List.of(CHARGE), DirectivesTest::isEmpty),
                row("charge then silent", OPEN, List.of(CHARGE), DirectivesTest::isEmpty),
                row("charge then stall", OPEN, List.of(CHARGE), answer -> assertThat(answer.body())
                        .hasSizeLessThan(promisedLength(answer))),
                row("charge then 504", EOF, List.of(CHARGE), status(504)),
                row("charge then 429 after 7s", EOF, List.of(CHARGE), status(429)),
                row("500", EOF, List.of(CHARGE, REFUND), answer -> {
                    status(500).accept(answer);
                    assertThat(json(answer).path("error").textValue()).contains("refunded");
                }),
                row("charge then 500", EOF, List.of(CHARGE), status(500)),
                row("500 html", EOF, List.of(), answer -> {
                    status(500).accept(answer);
                    assertThat(answer.head()).containsIgnoringCase("content-type: text/html");
                    assertThat(body(answer)).startsWith("<html>");
                }),
                row("charge then 500 html", EOF, List.of(CHARGE), status(500)),
                row("429 after 7s", EOF, List.of(), answer -> {
                    status(429).accept(answer);
                    assertThat(answer.head()).contains("Retry-After: 7");
                }),
                row("429 after 7s as a date", EOF, List.of(), answer -> assertThat(answer.head())
                        .containsPattern("Retry-After: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT")),
                row("429 after 7s in the body", EOF, List.of(), answer -> {
                    assertThat(answer.head()).doesNotContain("Retry-After");
                    assertThat(json(answer).path("retry_after").intValue()).isEqualTo(7);
                }),
                row("302", EOF, List.of(), answer -> {
                    status(302).accept(answer);
                    assertThat(answer.head()).contains("Location: " + sandbox.baseUrl());
                }),
                row("201", EOF, List.of(), status(201)),
                row("204", EOF, List.of(), status(204)),
                row("503", EOF, List.of(), answer -> {
                    status(503).accept(answer);
                    assertThat(body(answer)).startsWith("<html>");
                }),
                row("503 json", EOF, List.of(), answer -> assertThat(
                                json(answer).has("error"))
                        .isTrue()));
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                        202, 206, 300, 301, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415,
                        418, 422, 425, 429, 502, 504, 520, 522, 524, 529, 599)
                .map(status -> row(Integer.toString(status), EOF, List.of(), status(status)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"directives", "statuses"})
    void endsTheCallAsTheDirectiveSaysAndMovesNoOtherCredits(
            String directive, End end, List<LedgerEntry.Kind> money, Check check) throws IOException {
        String key = sandbox.signUp();
        String prompt = "a fox in row " + directive + " sandbox: " + directive;

        Answer answer = RawCall.generate(
                sandbox, key, Caller.order(prompt).put("count", 4).toString().getBytes(StandardCharsets.UTF_8));

        assertThat(answer.end()).isEqualTo(end);
        check.accept(answer);
        assertThat(moved(prompt)).isEqualTo(money);
        long paid = money.contains(CHARGE) && !money.contains(REFUND) ? 4 : 0;
        assertThat(sandbox.balance(key)).isEqualTo(10 - paid);
    }

    @Test
    void hasARowForEveryNamedOutcome() {
        Set<String> rows = directives().map(row -> (String) row.get()[0]).collect(Collectors.toSet());

        List<String> named = Arrays.stream(Outcome.Named.values())
                .filter(outcome -> !Directive.parse(outcome.words()).isBeforeBody())
                .map(Outcome.Named::words)
                .toList();

        assertThat(rows).containsAll(named);
    }

    @Test
    void isDocumentedRowForRow() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        List<String> undocumented = directives()
                .map(row -> (String) row.get()[0])
                .filter(directive -> !readme.contains("| `sandbox: " + directive + "`"))
                .toList();

        // Variations of a row that is there.
        assertThat(undocumented)
                .containsExactlyInAnyOrder(
                        "charge then stall", "charge then 429 after 7s", "charge then 500", "204", "503", "503 json");
    }

    private static Arguments row(String directive, End end, List<LedgerEntry.Kind> money, Check check) {
        return arguments(directive, end, money, check);
    }

    private static List<LedgerEntry.Kind> moved(String prompt) {
        return sandbox.ledger().entries().stream()
                .filter(entry -> prompt.equals(entry.prompt()))
                .map(LedgerEntry::kind)
                .toList();
    }

    private static Check status(int status) {
        return answer -> assertThat(answer.head()).startsWith("HTTP/1.1 " + status + " ");
    }

    private static void isEmpty(Answer answer) {
        assertThat(answer.text()).isEmpty();
    }

    private static int promisedLength(Answer answer) {
        String length = answer.head().replaceAll("(?is).*content-length: (\\d+).*", "$1");
        return Integer.parseInt(length);
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) throws IOException {
        return Caller.JSON.readTree(answer.body());
    }

    private static int images(Answer answer) throws IOException {
        return json(answer).path("images").size();
    }
}
