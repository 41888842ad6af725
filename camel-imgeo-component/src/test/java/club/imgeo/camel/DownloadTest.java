package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.DownloadException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** The picture itself as the body, and what becomes of the money where it cannot be had. */
class DownloadTest {
    private static final String DRAW = "imgeo:generate?download=true&model=" + CHEAP;

    @TempDir
    Path folder = Path.of("");

    private final Doorkeeper proxy = doorkeeper();
    private final Studio studio = Studio.closed(imgeo -> imgeo.setProxy(proxy.address()));
    private final List<Message> seen = new CopyOnWriteArrayList<>();

    private static Doorkeeper doorkeeper() {
        try {
            return new Doorkeeper();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void separate() {
        studio.imgeo.setDownloadDirectory(spool().toString());
        studio.imgeo.setMaxRetries(0);
    }

    @AfterEach
    void close() {
        studio.close();
        proxy.close();
    }

    private Path spool() {
        return folder.resolve("spool");
    }

    private Path pictures() {
        return folder.resolve("pictures");
    }

    private abstract class Routes extends RouteBuilder {
        /** What a message is like at this point, files read. */
        void look(Exchange exchange) {
            Message message = exchange.getMessage();
            System.gc(); // which must not find that nothing refers to the file
            assertThat(message.getBody(File.class)).exists();
            assertThat(message.getBody(byte[].class)).hasSize(message.getHeader(Exchange.FILE_LENGTH, Integer.class));
            assertThat(message.getBody(InputStream.class)).isNotEmpty();
            seen.add(message.copy());
        }
    }

    private void assertNothingIsLeftOnceNothingRefersToIt() {
        seen.clear();
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(spool()).isEmptyDirectory();
        });
    }

    private void draw(String prompt, Routes routes) throws Exception {
        Exchange end = studio.with(routes).started().send("direct:draw", prompt);

        assertThat(end.getException()).isNull();
    }

    private static List<?> urls(Message message) {
        return message.getHeader(ImgeoConstants.IMAGES, List.class);
    }

    @Test
    void writesAPictureToAFolderInTheNextStep() throws Exception {
        draw("a fox", new Routes() {
            @Override
            public void configure() {
                from("direct:draw").to(DRAW).process(this::look).to("file:" + pictures());
            }
        });

        assertThat(seen).singleElement().satisfies(picture -> {
            assertThat(picture.getHeader(Exchange.FILE_NAME, String.class)).matches("[0-9a-f]{64}\\.png");
            assertThat(picture.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/png");
            assertThat(urls(picture)).hasSize(1);
            assertThat(pictures()).isDirectoryContaining("glob:**/" + picture.getHeader(Exchange.FILE_NAME));
        });
        assertThat(proxy.askedForImages()).singleElement().satisfies(headers -> assertThat(headers)
                .doesNotContainKeys("Authorization", "Cookie"));
        assertNothingIsLeftOnceNothingRefersToIt();
    }

    @Test
    void writesEachOfSeveralPicturesByASplitter() throws Exception {
        draw("a fox", new Routes() {
            @Override
            public void configure() {
                from("direct:draw")
                        .setHeader("order", constant("4711"))
                        .to(DRAW + "&count=3")
                        .split(body())
                        .process(this::look)
                        .to("file:" + pictures());
            }
        });

        assertThat(seen).hasSize(3).allSatisfy(part -> {
            assertThat(part.getHeader("order")).isEqualTo("4711");
            assertThat(urls(part)).hasSize(3);
            assertThat(part.getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.CHARGED);
        });
        assertThat(pictures().toFile().list()).hasSize(3);
        assertNothingIsLeftOnceNothingRefersToIt();
    }

    @Test
    void splitsOnePictureLikeSeveral() throws Exception {
        draw("a fox", new Routes() {
            @Override
            public void configure() {
                from("direct:draw").to(DRAW).split(body()).process(this::look).to("file:" + pictures());
            }
        });

        assertThat(pictures().toFile().list()).hasSize(1);
    }

    @Test
    void handsAPictureOverWithItsExchange() throws Exception {
        draw("a fox", new Routes() {
            @Override
            public void configure() {
                from("direct:draw").to(DRAW).to("seda:later?waitForTaskToComplete=Never");
                from("seda:later").delay(300).process(this::look).to("file:" + pictures());
            }
        });

        Awaitility.await().until(() -> pictures().toFile().exists());
        assertThat(seen).hasSize(1);
        assertNothingIsLeftOnceNothingRefersToIt();
    }

    @Test
    void leavesNoFileWhereALaterStepFails() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                from("direct:draw").to(DRAW).process(this::look).throwException(new IllegalStateException("later"));
            }
        });

        studio.started().send("direct:draw", "a fox");

        assertThat(seen).hasSize(1);
        assertNothingIsLeftOnceNothingRefersToIt();
    }

    private interface Steps {
        ProcessorDefinition<?> after(RouteDefinition from);
    }

    static Stream<Arguments> copies() {
        return Stream.of(
                copied("split with aggregation", from -> from.split()
                        .tokenize(",")
                        .aggregationStrategy(AggregationStrategies.useLatest())
                        .to(DRAW)
                        .end()),
                copied("multicast", from -> from.multicast(AggregationStrategies.useLatest())
                        .parallelProcessing()
                        .to("direct:picture")
                        .end()),
                copied("recipient list", from -> from.recipientList()
                        .constant("direct:picture")
                        .aggregationStrategy(AggregationStrategies.useLatest())
                        .end()),
                copied("circuit breaker", from -> from.circuitBreaker()
                        .resilience4jConfiguration()
                        .timeoutEnabled(true)
                        .timeoutDuration(60_000)
                        .end()
                        .to(DRAW)
                        .end()),
                copied("aggregator", from -> from.to(DRAW)
                        .aggregate(AggregationStrategies.useLatest())
                        .constant(true)
                        .completionTimeout(200)
                        .completionTimeoutCheckerInterval(50)),
                copied("wire tap", from -> from.to(DRAW).wireTap("direct:slow")),
                copied("a path instead of the file", from -> from.to(DRAW)
                        .setBody()
                        .simple("${body.path}")
                        .process(exchange -> System.gc())
                        .process(exchange -> exchange.getMessage()
                                .setBody(new File(exchange.getMessage().getBody(String.class))))));
    }

    private static Arguments copied(String name, Steps steps) {
        return Arguments.of(name, steps);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void keepsAPictureForEveryCopyOfItsMessage(String name, Steps steps) throws Exception {
        draw("a fox", new Routes() {
            @Override
            public void configure() {
                ProcessorDefinition<?> route = steps.after(from("direct:draw"));
                if (!name.equals("wire tap")) {
                    route.process(this::look);
                }
                from("direct:picture").to(DRAW);
                from("direct:slow").delay(200).process(this::look);
            }
        });

        Awaitility.await().untilAsserted(() -> assertThat(seen).hasSize(1));
        assertNothingIsLeftOnceNothingRefersToIt();
    }

    @Test
    void leavesNoFileAfterAStop() throws Exception {
        draw("a fox", new Routes() {
            @Override
            public void configure() {
                from("direct:draw").to(DRAW).process(this::look);
            }
        });
        assertThat(spool()).isNotEmptyDirectory();

        studio.context.stop();

        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void paysOnceThoughThePictureCannotBeFetchedThreeTimes() throws Exception {
        proxy.turnAway(3);

        draw("a fox", new Routes() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(5)
                        .redeliveryDelay(0)
                        .retryAttemptedLogLevel(LoggingLevel.OFF));
                from("direct:draw").to(DRAW).process(this::look);
            }
        });

        assertThat(seen).singleElement().satisfies(picture -> {
            assertThat(picture.getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(3);
            assertThat(picture.getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
            assertThat(picture.getHeader(ImgeoConstants.RETRYABLE)).isNull();
        });
        assertThat(studio.ledger().calls("a fox")).isEqualTo(1);
        assertThat(studio.ledger().net()).isEqualTo(1);
        assertThat(proxy.askedForImages()).hasSize(4);
    }

    @Test
    void saysThatItIsPaidForAndWhereThePictureIs() {
        proxy.turnAway(1);

        Exchange failed = studio.started().send(DRAW, "a fox");

        assertThat(failed.getException())
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("no image from '127.0.0.1': HTTP 503; it is paid for");
        assertThat(failed.getMessage().getBody()).isEqualTo("a fox");
        assertThat(urls(failed.getMessage()))
                .singleElement()
                .asString()
                .startsWith(studio.sandbox.baseUrl() + "/images/");
        assertThat(failed.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.CHARGED);
        assertThat(failed.getMessage().getHeader(ImgeoConstants.CREDITS_USED)).isNotNull();
        assertThat(failed.getMessage().getHeader(ImgeoConstants.RETRYABLE))
                .as("without a key, whoever sends it in a new exchange pays again")
                .isEqualTo(false);
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void fetchesAgainForNothingWhatHasAKey() {
        proxy.turnAway(2);
        Map<String, Object> key = Map.of(ImgeoConstants.CHARGE_KEY, "order-4711");

        Exchange first = studio.started().send(DRAW, "a fox", key);
        Exchange second = studio.send(DRAW, "a fox", key);
        Exchange third = studio.send(DRAW, "a fox", key);

        assertThat(List.of(first, second)).allSatisfy(failed -> {
            assertThat(failed.getMessage().getHeader(ImgeoConstants.RETRYABLE)).isEqualTo(true);
            assertThat(failed.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME))
                    .isEqualTo(CreditOutcome.CHARGED);
        });
        assertThat(third.getException()).isNull();
        assertThat(third.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void failsTheStartWhereNoJournalWouldSaveARedeliveryFromPaying() throws Exception {
        assertFailsTheStart(
                DRAW + "&journal=off",
                "journal: a picture that download=true cannot fetch is fetched again from the journal, and it is off");
    }

    @Test
    void obeysTheCapOnItsSize() {
        studio.imgeo.setMaxImageSize(100);

        Exchange failed = studio.started().send(DRAW, "a fox", Map.of(ImgeoConstants.CHARGE_KEY, "order-4711"));

        assertThat(failed.getException()).hasMessageContaining("larger than maxImageSize=100");
        assertThat(failed.getMessage().getHeader(ImgeoConstants.RETRYABLE)).isEqualTo(false);
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void makesAFolderForThisUserAloneAndTakesItAway() throws Exception {
        Path made = new DownloadFolder(null).path();
        DownloadFolder folder = new DownloadFolder(null);
        Path other = folder.path();

        folder.close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(other).isNotEqualTo(made).doesNotExist();
        Files.delete(made);
    }

    @Test
    void takesANewFolderWhereItsOwnWasClearedAwayOrReplaced() throws Exception {
        DownloadFolder temporary = new DownloadFolder(null);
        Path first = temporary.path();
        Files.delete(first);
        Path second = temporary.path();
        assertThat(temporary.path()).isEqualTo(second).isNotEqualTo(first).isDirectory();

        Files.delete(second);
        Files.createSymbolicLink(second, folder);
        assertThat(temporary.path()).isNotEqualTo(second).isDirectory();

        Files.delete(second);
        temporary.close();
    }

    @Test
    void goesOnWhereItsTemporaryFolderWasClearedAway() throws Exception {
        studio.imgeo.setDownloadDirectory(null);
        assertThat(studio.started().send(DRAW, "a fox").getException()).isNull();
        Path first = studio.imgeo.downloadRules().directory();
        FileSystemUtils.deleteRecursively(first);

        assertThat(studio.send(DRAW, "a hare").getException()).isNull();
        assertThat(first).doesNotExist();
    }

    @Test
    void clearsAwayWhatACrashLeftBehindAndNothingElse() throws Exception {
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Path crashed = Files.createFile(folder.resolve("imgeo-1.part"));
        Path foreign = Files.createFile(folder.resolve("thesis.txt"));
        Path living = Files.createFile(folder.resolve("imgeo-2.part"));
        Files.setLastModifiedTime(crashed, longAgo);
        Files.setLastModifiedTime(foreign, longAgo);

        new DownloadFolder(folder.toString()).path();

        assertThat(folder).isDirectoryNotContaining(crashed::equals);
        assertThat(List.of(foreign, living)).allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void failsTheStartWhereNothingCanBeWritten() throws Exception {
        studio.imgeo.setDownloadDirectory(
                Files.createFile(folder.resolve("a-file")).toString());

        assertFailsTheStart(DRAW, "downloadDirectory: nothing can be written in " + folder.resolve("a-file"));
    }

    @Test
    void failsTheStartForAHostThatIsNone() throws Exception {
        studio.imgeo.setDownloadHosts("images.example.com, *");

        assertFailsTheStart(DRAW, "downloadHosts: '*' is no host");
    }

    @Test
    void failsTheStartOfWhatHasNoImages() throws Exception {
        assertFailsTheStart("imgeo:quote?download=true", "imgeo:quote: download: only imgeo:generate has images");
    }

    private void assertFailsTheStart(String uri, String remedy) throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                from("direct:draw").to(uri);
            }
        });

        assertThatThrownBy(studio::started).hasStackTraceContaining(remedy);
    }
}
