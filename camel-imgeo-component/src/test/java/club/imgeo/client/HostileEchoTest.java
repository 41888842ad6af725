package club.imgeo.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that repeats the key and the prompts in all that it says. They show up nowhere. */
class HostileEchoTest {
    private static final String KEY = "imgeo_sk_0123456789abcdef";
    private static final String PROMPT = "my private \"garden\" in 100/50 \\ light, \u00fcber\nall";
    private static final String NEGATIVE = "no intruders, no photographers";
    /** Too short for a coincidence, and in every form of the secrets above. */
    private static final List<String> TRACES = List.of("0123456789", "my private", "intruders");

    private final RawServer server = RawServer.playing(RawServer.answer(200, "{}"));

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Each way to write the three down that a server may use. */
    static Stream<String> echoes() {
        String plain = KEY + " " + PROMPT + " " + NEGATIVE;
        String json = KEY + " " + escaped(PROMPT) + " " + NEGATIVE;
        String ascii = KEY + " " + escaped(PROMPT).replace("\u00fc", "\\u00FC").replace("/", "\\/") + " " + NEGATIVE;
        StringBuilder allEscaped = new StringBuilder();
        plain.chars().forEach(c -> allEscaped.append("\\u%04x".formatted(c)));
        return Stream.of(
                plain,
                "<html>" + plain + "</html>",
                "{\"error\": \"" + json + "\"}",
                "{\"error\": {\"message\": \"" + ascii + "\"}}",
                "{\"detail\": \"" + allEscaped + "\"}",
                "{\"error\": \"the prompt '" + escaped(PROMPT).substring(0, 20) + "…' is not allowed\"}",
                "{\"error\": \"near '…" + escaped(PROMPT).substring(PROMPT.indexOf("my private")) + "'\"}",
                "{\"error\": \"<b>" + escaped(PROMPT).replace("\u00fc", "&uuml;") + "</b>\"}",
                "{\"images\": [], \"prompt\": \"" + json + "\"}",
                "{\"images\": [], \"prompt\": \"" + escaped(PROMPT).substring(0, 12),
                "{\"key\": \"" + KEY.substring(0, 21));
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void showsNothingOfABody(String echo) {
        for (int status : new int[] {200, 201, 302, 400, 401, 402, 404, 429, 500, 503}) {
            server.script(
                    RawServer.answer(status, Map.of("Location", "https://example.org/" + KEY), echo.getBytes(UTF_8)));

            showsNothing(fail());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 " + KEY + "\r\n\r\n",
                "HTTP/1.1 500 " + KEY + "\r\nContent-Length: 0\r\n\r\n",
                KEY + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\n" + KEY + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: " + KEY + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: " + KEY + "\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 429 X\r\nRetry-After: " + KEY + "\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 X\r\nLocation: https://" + KEY + ".example.org/?" + KEY + "\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 X\r\nLocation: https://example.org/?q=my%20private\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + KEY + "\r\n"
            })
    void showsNothingOfAHead(String head) {
        server.script(socket -> {
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.close();
        });

        showsNothing(fail());
    }

    @Test
    void showsNothingOfWhatCameInTheWayOfTheBalance() {
        server.script(RawServer.answer(200, "{\"credit\": \"" + KEY + "\"}"));

        try (ImgeoClient client = client()) {
            showsNothing(Ends.failure(client.balance()));
        }
    }

    @Test
    void forgesNoLinesOfALog() {
        server.script(RawServer.answer(400, "{\"error\": \"no\\nERROR all is lost\\r\\u2028\\u202e\\u0000\"}"));

        String message = String.valueOf(fail().getMessage());

        assertThat(message)
                .isEqualTo("invalid request: no\\u000aERROR all is lost\\u000d\\u2028\\u202e\\u0000"
                        + " [credits NOT_CHARGED, HTTP 400]");
    }

    private ImgeoException fail() {
        try (ImgeoClient client = client()) {
            return Ends.failure(client.generate(
                    GenerateRequest.of("stability-ai/sdxl", PROMPT).withNegativePrompt(NEGATIVE)));
        }
    }

    private ImgeoClient client() {
        return ImgeoClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey(new ApiKey(KEY))
                .maxRetries(0)
                .build();
    }

    private static void showsNothing(ImgeoException failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        all.append(failure.toString()).append(failure.answer().orElse(""));
        if (failure instanceof InvalidRequestException refusal) {
            all.append(refusal.objections().toString());
        }
        if (failure instanceof UnusableAnswerException unusable) {
            all.append(unusable.images().toString());
        }
        assertThat(all.toString()).doesNotContain(TRACES);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
