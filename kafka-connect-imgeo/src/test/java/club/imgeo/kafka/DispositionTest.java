package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import club.imgeo.client.ApiKey;
import club.imgeo.client.AuthenticationException;
import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.DownloadException;
import club.imgeo.client.DownloadRules;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.GenerationInFlightException;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import club.imgeo.kafka.ErrorsTable.Row;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The section "In the Kafka sink" of {@code docs/errors.md}, row for row, by exceptions as they really come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispositionTest {
    private final Sandbox sandbox = Sandbox.start();
    private final String key = sandbox.signUp(1_000);

    /** What no answer of a server brings about. */
    private final Map<String, ImgeoException> local = Map.of(
            "invalid-here", InvalidRequestException.before(List.of("aspect_ratio: 7:5")),
            "own-budget", BudgetExceededException.of("no room"),
            "balance-too-small", InsufficientCreditsException.known(BigDecimal.TEN, BigDecimal.ONE),
            "in-doubt", InDoubtException.of("key", "the reply was lost"),
            "in-flight-elsewhere", GenerationInFlightException.of("key", Duration.ofSeconds(1)),
            "key-conflict", ChargeKeyConflictException.of("key"),
            "no-picture", unfetched(),
            "lost-while-sending", unsent(),
            "journal", JournalException.of("is closed", null));

    /** No request is large enough to be lost while it is sent to this machine. What is not sent at all fails alike. */
    private ImgeoException unsent() {
        try (ImgeoClient client = client("http://127.0.0.1:1", Duration.ofMinutes(1))) {
            return (ImgeoException) thrown(client, "a fox");
        }
    }

    /** The sink fetches nothing; who uses the client for it sees this. */
    private ImgeoException unfetched() {
        DownloadRules rules = new DownloadRules(Path.of("."), List.of("*.r2.dev"), 1);
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), Duration.ofMinutes(1))) {
            return client.download(List.of(URI.create("https://images.example.org/fox.webp")), rules)
                    .handle((files, thrown) -> ((DownloadException) Disposition.unwrapped(thrown)).afterPaying(true))
                    .join();
        }
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicNode> decidesAsTheTableSays() {
        return failing().map(row -> dynamicContainer(row.name(), provocations(row)));
    }

    @Test
    void hasARowForEachRowOfTheClientsAndATestForEach() {
        assertThat(ErrorsTable.namesInTheSink())
                .containsExactlyElementsOf(
                        ErrorsTable.rows().stream().map(Row::name).toList());
        assertThat(ErrorsTable.dispositions().keySet())
                .containsExactlyElementsOf(failing().map(Row::name).toList());
        assertThat(failing())
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(provocations(row)).as("%s", row).isNotEmpty());
    }

    @Test
    void hasARowForEachExceptionThereIs() {
        assertThat(ImgeoException.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(
                        failing().map(Row::exception).distinct().toList());
    }

    @Test
    void usesEachDecisionThereIs() {
        assertThat(ErrorsTable.dispositions().values()).contains(Disposition.values());
    }

    static List<Throwable> foreign() {
        return List.of(
                new IllegalStateException("closed"),
                new NullPointerException(),
                new CancellationException(),
                new IOException("reset"),
                new OutOfMemoryError(),
                new CompletionException(null),
                new CompletionException(new ExecutionException(new IllegalStateException())));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void doubtsWhatNobodyForesaw(Throwable thrown) {
        assertThat(Disposition.of(thrown)).isEqualTo(Disposition.IN_DOUBT);
    }

    /** A cause of somebody's own exception tells nothing about what that one left behind. */
    @Test
    void unwrapsFuturesAndNothingElse() {
        ImgeoException refused = InvalidRequestException.before(List.of("prompt: is missing"));

        assertThat(Disposition.of(new CompletionException(new ExecutionException(refused))))
                .isEqualTo(Disposition.REPORT);
        assertThat(Disposition.of(new IllegalStateException(refused))).isEqualTo(Disposition.IN_DOUBT);
    }

    @Test
    void stopsWithoutAKey() {
        try (ImgeoClient keyless =
                ImgeoClient.builder().baseUrl(sandbox.baseUrl().toString()).build()) {
            Throwable thrown = thrown(keyless, "a fox without a key");

            assertThat(thrown).isInstanceOf(AuthenticationException.class);
            assertThat(Disposition.of(thrown)).isEqualTo(Disposition.STOP);
        }
    }

    private static Stream<Row> failing() {
        return ErrorsTable.rows().stream().filter(row -> row.exception() != null);
    }

    private Stream<DynamicNode> provocations(Row row) {
        Stream<DynamicNode> told = row.directives().stream()
                .filter(directive -> !row.name().equals("lost-while-sending"))
                .map(directive -> dynamicTest(directive, () -> decides(row, answerTo(row, directive))));
        ImgeoException here = local.get(row.name());
        Stream<DynamicNode> untold =
                here == null ? Stream.of() : Stream.of(dynamicTest("here", () -> decides(row, here)));
        Stream<DynamicNode> unheard = row.name().equals("no-connection")
                ? Stream.of(dynamicTest("a host nobody knows", () -> decides(row, silence())))
                : Stream.of();
        return Stream.of(told, untold, unheard).flatMap(each -> each);
    }

    private static void decides(Row row, Throwable thrown) {
        assertThat(thrown.getClass().getSimpleName()).as("%s", thrown).isEqualTo(row.exception());
        assertThat(Disposition.of(thrown))
                .as("%s", thrown)
                .isEqualTo(ErrorsTable.dispositions().get(row.name()));
    }

    private Throwable answerTo(Row row, String directive) {
        boolean endless = directive.endsWith("silent") || directive.endsWith("stall");
        try (ImgeoClient client =
                client(sandbox.baseUrl().toString(), endless ? Duration.ofMillis(500) : Duration.ofMinutes(1))) {
            String prompt = "a fox for " + row.name() + ", " + directive;
            return thrown(client, prompt);
        }
    }

    private Throwable silence() {
        try (ImgeoClient client = client("https://nohost.invalid", Duration.ofMinutes(1))) {
            return thrown(client, "a fox");
        }
    }

    private static Throwable thrown(ImgeoClient client, String prompt) {
        return thrown(client, GenerateRequest.of("black-forest-labs/flux-schnell", prompt));
    }

    private static Throwable thrown(ImgeoClient client, GenerateRequest request) {
        return Objects.requireNonNull(client.generate(request)
                .handle((images, thrown) -> thrown == null ? null : Disposition.unwrapped(thrown))
                .orTimeout(20, TimeUnit.SECONDS)
                .join());
    }

    private ImgeoClient client(String url, Duration requestTimeout) {
        return ImgeoClient.builder()
                .baseUrl(url)
                .apiKey(new ApiKey(key))
                .maxRetries(0)
                .requestTimeout(requestTimeout)
                .build();
    }
}
