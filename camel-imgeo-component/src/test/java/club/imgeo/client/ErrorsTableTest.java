package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import club.imgeo.charge.Cap;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.CreditAccount;
import club.imgeo.charge.CreditCheck;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.charge.Order;
import club.imgeo.charge.PayOnce;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Terms;
import club.imgeo.charge.Witness;
import club.imgeo.client.ErrorsTable.Row;
import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/errors.md}, row for row, over real sockets. The sandbox's ledger is the judge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsTableTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<String, Executable> byHand = new LinkedHashMap<>();
    private Sandbox sandbox = Sandbox.start();
    private String key = sandbox.signUp(1_000);

    /** What no answer of a server can bring about. */
    @BeforeAll
    void provokeByHand(@TempDir Path directory) {
        byHand.put("invalid-here: a ratio that no model takes", this::asksForAnImpossibleRatio);
        byHand.put("balance-too-small: more than the account has", this::asksForMoreThanTheAccountHas);
        byHand.put("no-connection: a port nobody listens at", () -> reachesNothing("http://127.0.0.1:" + freePort()));
        byHand.put("no-connection: a host nobody knows", () -> reachesNothing("https://nohost.invalid"));
        byHand.put(
                "no-connection: TLS with a port that speaks none",
                () -> reachesNothing("https://127.0.0.1:" + sandbox.port()));
        byHand.put("no-connection: a port that accepts nobody", this::connectsTooLate);
        byHand.put("lost-reply: the client is closed", this::closesTheClient);
        byHand.put("own-budget: a budget of nothing", this::asksForMoreThanTheBudgetHas);
        byHand.put("in-doubt: the key of a lost reply", this::asksAgainAfterALostReply);
        byHand.put("in-flight-elsewhere: a key that another node draws", this::asksForWhatAnotherNodeDraws);
        byHand.put("key-conflict: a key that stands for another prompt", this::asksForAnotherPictureWithTheSameKey);
        byHand.put("no-picture: a host that is not allowed", () -> fetchesFromElsewhere(directory));
        byHand.put("journal: a journal that is closed", () -> asksWithoutAJournal(directory));
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicNode> tellsTheTruth() {
        return ErrorsTable.rows().stream().map(row -> dynamicContainer(row.name(), provocations(row)));
    }

    @Test
    void hasATestForEachRowAndARowForEachTest() {
        assertThat(ErrorsTable.rows()).hasSizeGreaterThan(10).allSatisfy(row -> assertThat(provocations(row))
                .as("what provokes %s", row)
                .isNotEmpty());
        assertThat(byHand.keySet()).allSatisfy(name -> assertThat(ErrorsTable.rows())
                .extracting(Row::name)
                .contains(name.substring(0, name.indexOf(':'))));
    }

    @Test
    void hasEachExceptionThereIs() {
        assertThat(ImgeoException.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(ErrorsTable.rows().stream()
                        .filter(row -> !row.succeeds())
                        .map(Row::exception)
                        .distinct()
                        .toList());
    }

    @Test
    void advisesOnEachRow() {
        assertThat(ErrorsTable.advice().keySet())
                .containsExactlyElementsOf(
                        ErrorsTable.rows().stream().map(Row::name).toList());
        assertThat(ErrorsTable.advice().values()).allMatch(sentence -> sentence.endsWith("."));
    }

    private Stream<DynamicNode> provocations(Row row) {
        Stream<DynamicNode> told =
                row.directives().stream().map(directive -> dynamicTest(directive, () -> obeys(row, directive)));
        Stream<DynamicNode> others = byHand.entrySet().stream()
                .filter(each -> each.getKey().startsWith(row.name() + ":"))
                .map(each -> dynamicTest(each.getKey(), each.getValue()));
        return Stream.concat(told, others);
    }

    /** Makes the call and holds the client's word and the sandbox's ledger against the row. */
    private void obeys(Row row, String directive) {
        boolean endless = directive.endsWith("silent") || directive.endsWith("stall");
        GenerateRequest request = request(row, "a fox for " + row.name() + ", " + directive);
        long before = sandbox.ledger().requests(ImgeoClient.GENERATE);
        Object end;
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), endless ? SHORT : LONG)) {
            end = Ends.either(
                    row.name().equals("lost-while-sending")
                            ? unchecked(client, new ApiKey(key), request) // larger than a request may be
                            : client.generate(request));
        }

        Ledger ledger = sandbox.ledger();
        if (row.succeeds()) {
            assertThat(end).isInstanceOf(Generation.class);
            assertThat(((Generation) end).partial()).isEqualTo(row.name().equals("partial"));
        } else {
            holds(row, (Throwable) end, status(row, directive));
        }
        assertThat(ledger.requests(ImgeoClient.GENERATE) - before)
                .as("requests")
                .isEqualTo(row.retried() ? 2 : 1);
        assertThat(ledger.netCharges(request.prompt())).as("net charges").isEqualTo(charges(row, directive));
    }

    private static CompletableFuture<Generation> unchecked(ImgeoClient client, ApiKey apiKey, GenerateRequest request) {
        return client.inTurn(new Quote(request, null, null), apiKey, () -> CompletableFuture.completedFuture(null));
    }

    private static void holds(Row row, Throwable end, int status) {
        assertThat(end.getClass().getSimpleName()).as("%s", end).isEqualTo(row.exception());
        ImgeoException failure = (ImgeoException) end;
        assertThat(failure.creditOutcome()).isEqualTo(row.credits());
        assertThat(failure.isRetryable()).isEqualTo(row.retried());
        assertThat(failure.status().orElse(0)).isEqualTo(status);
        assertThat(failure).hasMessageContaining("[credits " + row.credits());
    }

    /** UNKNOWN is either, and each of them happens: that is what makes it unknown. */
    private static int charges(Row row, String directive) {
        return switch (row.credits()) {
            case NOT_CHARGED, REFUNDED -> 0;
            case CHARGED -> 1;
            case UNKNOWN -> directive.contains("charge then") ? 1 : 0;
        };
    }

    private static int status(Row row, String directive) {
        String digits = directive.replaceFirst("sandbox: (?:charge then )?(\\d{3})?.*", "$1");
        int status = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return row.http().equals("200") ? 200 : status;
    }

    private static GenerateRequest request(Row row, String prompt) {
        return switch (row.name()) {
            case "partial" ->
                GenerateRequest.of("black-forest-labs/flux-schnell", prompt).withCount(2);
            // More than what the buffers of both ends hold, so that the reset comes while it is being written.
            case "lost-while-sending" ->
                GenerateRequest.of("stability-ai/sdxl", prompt).withNegativePrompt("x".repeat(32 << 20));
            default -> GenerateRequest.of("black-forest-labs/flux-schnell", prompt);
        };
    }

    private void asksForAnImpossibleRatio() {
        long before = sandbox.ledger().requests(ImgeoClient.GENERATE);
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            GenerateRequest request = GenerateRequest.of("black-forest-labs/flux-schnell", "a fox of 7 by 5")
                    .withAspectRatio(AspectRatio.parse("7:5"));

            holds(row("invalid-here"), Ends.failure(client.generate(request)), 0);

            assertThat(sandbox.ledger().requests(ImgeoClient.GENERATE)).isEqualTo(before);
        }
    }

    private void asksForMoreThanTheAccountHas() {
        String poor = sandbox.signUp(1);
        try (ImgeoClient client = ImgeoClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(new ApiKey(poor))
                .build()) {
            CreditAccount account = new CreditAccount(CreditCheck.LIVE, client::balance, System::nanoTime);

            Throwable refused = Ends.failure(account.reserve(BigDecimal.TEN));

            holds(row("balance-too-small"), refused, 0);
            assertThat(sandbox.balance(poor)).isEqualTo(1);
        }
    }

    private void asksForMoreThanTheBudgetHas() {
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            PayOnce payments = payments(client, new MemoryJournal());
            Scope scope = new Scope("imgeo", null, null);
            Order order = new Order(
                    fields("a fox beyond the budget"),
                    "beyond",
                    true,
                    scope,
                    List.of(new Cap(scope, BigDecimal.ZERO, null)),
                    Terms.DEFAULT);

            holds(row("own-budget"), Ends.failure(payments.generate(order)), 0);

            assertThat(sandbox.ledger().calls("a fox beyond the budget")).isZero();
        }
    }

    private void asksAgainAfterALostReply() {
        String prompt = "a fox in doubt, sandbox: charge then reset";
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            PayOnce payments = payments(client, new MemoryJournal());
            holds(row("lost-reply"), Ends.failure(payments.generate(order("doubt", prompt))), 0);

            holds(row("in-doubt"), Ends.failure(payments.generate(order("doubt", prompt))), 0);

            assertThat(sandbox.ledger().calls(prompt)).isEqualTo(1);
        }
    }

    private void asksForWhatAnotherNodeDraws() {
        String prompt = "a fox of two nodes, sandbox: slow 500ms";
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            ChargeJournal shared = new MemoryJournal();
            var drawn = payments(client, shared).generate(order("shared", prompt));
            Awaitility.await().until(() -> sandbox.ledger().calls(prompt) == 1);

            Throwable elsewhere = Ends.failure(payments(client, shared).generate(order("shared", prompt)));

            holds(row("in-flight-elsewhere"), elsewhere, 0);
            assertThat(drawn.join().replayed()).isFalse();
            assertThat(sandbox.ledger().calls(prompt)).isEqualTo(1);
        }
    }

    private void asksForAnotherPictureWithTheSameKey() {
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            PayOnce payments = payments(client, new MemoryJournal());
            payments.generate(order("one key", "a fox with a key")).join();

            holds(row("key-conflict"), Ends.failure(payments.generate(order("one key", "a hare with a key"))), 0);

            assertThat(sandbox.ledger().calls("a hare with a key")).isZero();
        }
    }

    private void asksWithoutAJournal(Path directory) {
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            ChargeJournal journal = JdbcJournal.inDirectory(directory);
            journal.open();
            journal.close();

            holds(
                    row("journal"),
                    Ends.failure(payments(client, journal).generate(order("none", "a fox without a journal"))),
                    0);

            assertThat(sandbox.ledger().calls("a fox without a journal")).isZero();
        }
    }

    private void fetchesFromElsewhere(Path directory) {
        DownloadRules rules = new DownloadRules(directory, List.of("*.r2.dev"), 1_000);
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            Generation paid = Ends.value(client.generate(request(row("no-picture"), "a fox nobody fetches")));
            List<URI> elsewhere = List.of(URI.create("https://images.example.org/fox.webp"));

            DownloadException failure = (DownloadException) Ends.failure(client.download(elsewhere, rules));

            holds(row("no-picture"), failure.afterPaying(false), 0);
            assertThat(sandbox.ledger().netCharges(paid.prompt())).isEqualTo(1);
        }
    }

    private static PayOnce payments(ImgeoClient client, ChargeJournal journal) {
        CreditAccount account = new CreditAccount(CreditCheck.OFF, client::balance, System::nanoTime);
        return new PayOnce(client, account, journal, InstantSource.system(), (delay, task) -> {}, Witness.NONE);
    }

    private static Order order(String key, String prompt) {
        return new Order(fields(prompt), key, false, new Scope("imgeo", null, null), List.of(), Terms.DEFAULT);
    }

    private static Map<String, Object> fields(String prompt) {
        return Map.of("model", "black-forest-labs/flux-schnell", "prompt", prompt);
    }

    private void reachesNothing(String url) {
        long before = sandbox.ledger().requests();
        try (ImgeoClient client = client(url, LONG)) {
            holds(row("no-connection"), Ends.failure(client.generate(request(row("no-connection"), "a fox"))), 0);

            assertThat(sandbox.ledger().requests()).isEqualTo(before);
        }
    }

    private void connectsTooLate() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            reachesNothing("http://127.0.0.1:" + full.getLocalPort());
        }
    }

    private void closesTheClient() {
        Row row = row("lost-reply");
        GenerateRequest request = request(row, "a fox whose client closes, sandbox: charge then silent");
        CompletableFuture<Generation> result;
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            result = client.generate(request);
            Awaitility.await().until(() -> sandbox.ledger().netCharges(request.prompt()) == 1);
        }

        holds(row, Ends.failure(result), 0);
        assertThat(sandbox.ledger().calls(request.prompt())).isEqualTo(1);
    }

    private static Row row(String name) {
        return ErrorsTable.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name));
    }

    private ImgeoClient client(String url, Duration requestTimeout) {
        return ImgeoClient.builder()
                .baseUrl(url)
                .apiKey(new ApiKey(key))
                .maxRetries(1)
                .connectTimeout(Duration.ofMillis(500))
                .requestTimeout(requestTimeout)
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
