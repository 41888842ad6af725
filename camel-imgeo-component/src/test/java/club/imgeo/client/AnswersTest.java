package club.imgeo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tolerant readings of what the reference leaves open, as tables. */
class AnswersTest {
    private static final GenerateRequest ASKED =
            GenerateRequest.of("google/imagen-4", "a fox").withCount(2);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10                                  | 10",
                "9.75                                | 9.75",
                "-3                                  | -3",
                "{\"balance\": 10}                   | 10",
                "{\"credits\": 10}                   | 10",
                "{\"remaining\": 10}                 | 10",
                "{\"balance\": \"10.5\"}             | 10.5",
                "{\"balance\": null, \"credits\": 7} | 7",
                "{\"balance\": 1e3, \"x\": [1]}      | 1000",
                "{\"balance\": 0}                    | 0"
            })
    void readsABalance(String json, BigDecimal credits) throws IOException {
        assertThat(Answers.balance(bytes(json)).credits()).isEqualByComparingTo(credits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "[]",
                "{}",
                "[10]",
                "\"ten\"",
                "{\"credit\": 10}",
                "{\"balance\": \"\"}",
                "{\"balance\": {}}",
                "{\"balance\": true}",
                "{\"balance\": 1e999999999}",
                "{\"balance\": 1e2147483648}",
                "{\"balance\": 1e-2147483647}",
                "{\"balance\": \"NaN\"}",
                "10 10",
                "{"
            })
    void readsNoBalanceRatherThanAFalseOne(String json) {
        assertThatThrownBy(() -> Answers.balance(bytes(json))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{\"models\": [%s]}", "{\"data\": [%s]}", "{\"data\": [%s], \"models\": 14}"})
    void readsModelsWhereverTheyAre(String shape) throws IOException {
        String model = "{\"id\": \"a/b\", \"credits\": 3}";

        List<ImageModel> models = Answers.models(bytes(shape.formatted(model)));

        assertThat(models).extracting(ImageModel::id).containsExactly("a/b");
        assertThat(models.get(0).creditsPerImage()).isEqualByComparingTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"credits\": 3          | 3",
                "\"credit_cost\": 3.5    | 3.5",
                "\"cost\": \"3\"         | 3",
                "\"creditCost\": 3       | 3",
                "\"credits\": 0          | 0",
                "\"credits\": -3         | ",
                "\"credits\": \"three\"  | ",
                "\"credits\": 1e999999999| ",
                "\"credits\": {}         | ",
                "\"price\": 3, \"modes\": [] | "
            })
    void readsAPriceOrNone(String field, BigDecimal price) throws IOException {
        ImageModel model =
                Answers.models(bytes("[{\"id\": \"a/b\", " + field + "}]")).get(0);

        assertThat(model.creditsPerImage()).isEqualTo(price);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"a/b\"}",
                "{\"id\": \"a/b\", \"credits\": null}",
                "{\"id\": \"a\", \"credits\": 1}",
                "{\"id\": \"a/b/c\", \"credits\": 1}",
                "{\"id\": \"a/b c\", \"credits\": 1}",
                "{\"id\": \"/b\", \"credits\": 1}",
                "{\"id\": \"a/\", \"credits\": 1}",
                "{\"id\": \"a/b\\n\", \"credits\": 1}",
                "{\"id\": 7, \"credits\": 1}",
                "{\"credits\": 1}",
                "7",
                "null"
            })
    void takesAListForAnotherServersWhereOneElementIsNoModel(String element) {
        String list = "[{\"id\": \"a/b\", \"credits\": 3}, " + element + "]";

        assertThatThrownBy(() -> Answers.models(bytes(list)))
                .isInstanceOf(IOException.class)
                .hasMessage("not a list of imgeo models");
    }

    @Test
    void readsTheLimitsThatItKnowsAndInventsNone() throws IOException {
        ImageModel stated = Answers.models(bytes("""
                                [{"id": "a/b", "name": "AB", "modes": ["text2img", "inpaint", 7], "max_count": 4,
                                  "aspectRatios": ["1:1", "16:9", "wide", "1024x1024", null],
                                  "supports_negative_prompt": false}]
                                """)).get(0);
        ImageModel bare =
                Answers.models(bytes("[{\"id\": \"a/b\", \"modes\": []}]")).get(0);

        assertThat(stated)
                .isEqualTo(new ImageModel(
                        "a/b",
                        "AB",
                        null,
                        Set.of(Mode.TEXT2IMG),
                        false,
                        new LinkedHashSet<>(Arrays.asList(AspectRatio.parse("1:1"), AspectRatio.parse("16:9"))),
                        4));
        assertThat(bare).isEqualTo(new ImageModel("a/b", "a/b", null, Set.of(), null, Set.of(), null));
        assertThat(bare.objectionsTo(ASKED.withCount(1_000).withImage("https://example.org/fox.png")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "7", "\"models\"", "{\"models\": {}}", "[{}]", "[\"a/b\"]", "[["})
    void readsNoModelsRatherThanAnEmptyCatalog(String json) {
        assertThatThrownBy(() -> Answers.models(bytes(json))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\": \"no luck\"}                        | no luck",
                "{\"error\": {\"message\": \"no luck\"}}         | no luck",
                "{\"message\": \"no luck\"}                      | no luck",
                "{\"detail\": \"no luck\"}                       | no luck",
                "{\"error\": null, \"detail\": \"no luck\"}      | no luck",
                "{\"error\": 7, \"message\": \"no luck\"}        | no luck",
                "{\"error\": \"no luck\", \"message\": \"worse\"}| no luck",
                "{}                                              | ",
                "{\"error\": \"\"}                               | ",
                "{\"error\": {}}                                 | ",
                "[\"no luck\"]                                   | ",
                "\"no luck\"                                     | ",
                "{\"errors\": [\"no luck\"]}                     | ",
                "<html>no luck</html>                            | "
            })
    void readsWhatAnErrorSays(String json, String message) {
        assertThat(Answers.errorMessage(bytes(json)).orElse(null)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7                             | {}                       | 7000",
                "0                             | {}                       | 0",
                " 7                            | {\"retry_after\": 9}     | 7000",
                "                              | {\"retry_after\": 9}     | 9000",
                "                              | {\"retryAfter\": 0.25}   | 250",
                "                              | {\"retry_after\": \"9\"} | 9000",
                "soon                          | {\"retry_after\": 9}     | 9000",
                "-7                            | {}                       | ",
                "                              | {\"retry_after\": -9}    | 0",
                "                              | {\"retry_after\": 1e999999999} | ",
                "99999999999                   | {}                       | 86400000",
                "999999999999999999            | {}                       | 86400000",
                "9999999999999999999999999999  | {}                       | ",
                "Sun, 22 Nov 2026 12:00:30 GMT | {}                       | 30000",
                "Sun, 22 Nov 2026 11:00:00 GMT | {}                       | 0",
                "Wed, 22 Nov 2034 11:00:00 GMT | {}                       | 86400000",
                "                              | nothing                  | "
            })
    void readsHowLongToWait(String header, String body, Long millis) {
        var headers = header == null ? Map.<String, List<String>>of() : Map.of("Retry-After", List.of(header));
        Attempt attempt =
                new Attempt(Sent.WHOLE, 429, HttpHeaders.of(headers, (name, value) -> true), bytes(body), null);

        var wait = RetryAfter.of(attempt, Instant.parse("2026-11-22T12:00:00Z"));

        assertThat(wait.map(Duration::toMillis).orElse(null)).isEqualTo(millis);
    }

    @Test
    void readsTheReferencesOwnExample() throws IOException {
        Generation generation = Answers.generation(bytes("""
                        {
                          "images": ["https://pub-xxx.r2.dev/generations/uid/1234567890-0.webp"],
                          "model": "black-forest-labs/flux-schnell",
                          "prompt": "A cat sitting on a rainbow cloud, digital art",
                          "aspect_ratio": "1:1"
                        }
                        """), ASKED.withCount(1), BigDecimal.ONE);

        assertThat(generation)
                .isEqualTo(new Generation(
                        List.of(URI.create("https://pub-xxx.r2.dev/generations/uid/1234567890-0.webp")),
                        "black-forest-labs/flux-schnell",
                        "A cat sitting on a rainbow cloud, digital art",
                        AspectRatio.parse("1:1"),
                        BigDecimal.ONE,
                        null,
                        false,
                        Map.of()));
    }

    @Test
    void takesWhatTheServerSaysOfCreditsAndKeepsTheRest() throws IOException {
        Generation generation = Answers.generation(bytes("""
                        {"images": ["https://a_b.example.org/1.png", "ftp://example.org/2", "", null, 7, "https://e.org/ x"],
                         "credits_used": 3.5, "creditsRemaining": "6.5", "seed": 7, "nothing": null, "deep": {"a": [1]}}
                        """), ASKED, BigDecimal.TEN);

        assertThat(generation.images()).containsExactly(URI.create("https://a_b.example.org/1.png"));
        assertThat(generation.partial()).isTrue();
        assertThat(generation.model()).isEqualTo("google/imagen-4");
        assertThat(generation.prompt()).isEqualTo("a fox");
        assertThat(generation.creditsUsed()).isEqualByComparingTo("3.5");
        assertThat(generation.creditsRemaining()).isEqualByComparingTo("6.5");
        assertThat(generation.more())
                .containsEntry("seed", 7)
                .containsEntry("nothing", null)
                .containsEntry("deep", Map.of("a", List.of(1)))
                .containsEntry("unusable_images", Arrays.asList("ftp://example.org/2", "", null, 7, "https://e.org/ x"))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e999999999", "\"1e2147483648\"", "\"many\"", "null", "[]", "true"})
    void derivesTheCreditsWhereTheServerSaysNoneThatCanBe(String used) throws IOException {
        Generation generation = Answers.generation(
                bytes("{\"images\": [\"https://example.org/1.png\"], \"credits_used\": " + used + "}"),
                ASKED,
                BigDecimal.TEN);

        assertThat(generation.creditsUsed()).isEqualTo(BigDecimal.TEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"images\": [\"https://example.org/1.png\", \"https://exam    | https://example.org/1.png",
                "{\"output\": {\"url\": \"https://example.org/1.png\"}}         | https://example.org/1.png",
                "[\"https:\\/\\/example.org\\/1.png\"                           | https://example.org/1.png",
                "{\"images\": [\"https://example.org/1                          | ",
                "<a href=\"javascript:alert(1)\">                               | "
            })
    void savesTheWholeUrlsOfWhatIsLeft(String left, String url) {
        assertThat(Answers.salvage(bytes(left)))
                .extracting(URI::toString)
                .containsExactlyElementsOf(url == null ? List.of() : List.of(url));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
