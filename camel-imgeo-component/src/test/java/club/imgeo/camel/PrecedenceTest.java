package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Quote;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Header over body over option over default, for each field of a request. */
class PrecedenceTest {
    private static final Studio STUDIO = Studio.open();
    private static final String PICTURES = "https://pictures.example.com/";

    @AfterAll
    static void close() {
        STUDIO.close();
    }

    /** A field, where it is said, what each place says, what holds where none says anything, and how to ask for it. */
    private record Row(
            String field,
            String option,
            String header,
            String byOption,
            String byBody,
            String byHeader,
            @Nullable String byDefault,
            Function<GenerateRequest, @Nullable Object> read) {}

    static Stream<Arguments> rows() {
        return Stream.of(
                        new Row(
                                "model",
                                "model",
                                "CamelImgeoModel",
                                "google/imagen-4",
                                "google/imagen-3",
                                "stability-ai/sdxl",
                                "",
                                GenerateRequest::model),
                        new Row(
                                "aspect_ratio",
                                "aspectRatio",
                                "CamelImgeoAspectRatio",
                                "2:3",
                                "3:4",
                                "16:9",
                                null,
                                GenerateRequest::aspectRatio),
                        new Row("count", "count", "CamelImgeoCount", "2", "3", "4", "1", GenerateRequest::count),
                        new Row(
                                "mode",
                                "mode",
                                "CamelImgeoMode",
                                "text2img",
                                "text2img",
                                "img2img",
                                null,
                                GenerateRequest::mode),
                        new Row(
                                "image",
                                "image",
                                "CamelImgeoImage",
                                PICTURES + "option",
                                PICTURES + "body",
                                PICTURES + "header",
                                null,
                                GenerateRequest::image),
                        new Row(
                                "negative_prompt",
                                "negativePrompt",
                                "CamelImgeoNegativePrompt",
                                "clouds",
                                "rain",
                                "snow",
                                null,
                                GenerateRequest::negativePrompt))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesTheHeaderFirst(Row row) {
        assertThat(quoted(row, true, true, true)).hasToString(row.byHeader);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesTheBodyBeforeTheOption(Row row) {
        assertThat(quoted(row, true, true, false)).hasToString(row.byBody);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesTheHeaderBeforeTheOption(Row row) {
        assertThat(quoted(row, true, false, true)).hasToString(row.byHeader);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesTheOptionWhereTheMessageSaysNothing(Row row) {
        assertThat(quoted(row, true, false, false)).hasToString(row.byOption);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void leavesTheRestToTheServer(Row row) {
        Object quoted = quoted(row, false, false, false);

        assertThat(quoted == null ? null : quoted.toString()).isEqualTo(row.byDefault);
    }

    @Test
    void readsAHeaderOfBytesAsKafkaBringsThem() {
        Exchange answer =
                STUDIO.send("imgeo:quote", "a fox", Map.of("CamelImgeoModel", "google/imagen-4".getBytes(UTF_8)));

        assertThat(answer.getMessage().getBody(Quote.class).request().model()).isEqualTo("google/imagen-4");
    }

    /** Asks for a quote, with the other fields as this one needs them. Without a model there is none: null stands for it. */
    private static @Nullable Object quoted(Row row, boolean option, boolean body, boolean header) {
        Map<String, String> options = new HashMap<>();
        Map<String, Object> fields = new HashMap<>(Map.of("prompt", "a fox"));
        Map<String, Object> headers = new HashMap<>();
        if (!row.field.equals("model")) {
            options.put("model", "stability-ai/sdxl");
        }
        boolean drawsFromImage = (row.field.equals("image") && (option || body || header));
        if (drawsFromImage) {
            options.put("mode", "img2img");
        }
        if (row.field.equals("mode") && header) {
            headers.put("CamelImgeoImage", PICTURES + "source");
        }
        if (option) {
            options.put(row.option, row.byOption);
        }
        if (body) {
            fields.put(row.field, row.byBody);
        }
        if (header) {
            headers.put(row.header, row.byHeader);
        }
        String query = String.join(
                "&", options.entrySet().stream().map(Object::toString).toList());
        Exchange answer = STUDIO.send("imgeo:quote" + (query.isEmpty() ? "" : "?" + query), fields, headers);
        if (answer.getException() != null) {
            assertThat(answer.getException()).hasMessageContaining("model: is missing");
            return "";
        }
        return row.read.apply(answer.getMessage().getBody(Quote.class).request());
    }
}
