package club.imgeo.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox as a program. */
class MainTest {
    @Test
    void saysWhereItIsAndStopsWhenTold() throws Exception {
        Process process = run("--port", "0", "--free-credits", "7");
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String first = String.valueOf(out.readLine());

            assertThat(first).matches("imgeo sandbox on http://127\\.0\\.0\\.1:\\d+");
            URI signUp = URI.create(first.substring(first.indexOf("http")) + "/sandbox/sign-up");
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(signUp)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"credits\":7");

            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            // Newer JDKs warn there of what libraries do; a failure of our own would bring an exception.
            assertThat(errors(process)).doesNotContain("Exception", "SEVERE");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void endsWithTwoAndSaysWhyWhenItsArgumentsAreWrong() throws Exception {
        Process process = run("--prot", "0");

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(errors(process)).startsWith("unknown argument '--prot'").contains("--port N");
    }

    @ParameterizedTest
    @CsvSource({
        "--port 99999, --port must be 0 to 65535",
        "--port http, --port must be 0 to 65535",
        "--port, --port needs a value",
        "--latency soon, 'soon' is no duration",
        "--latency 3s-1s, latency must be",
        "--latency -1s, is no duration",
        "--free-credits -1, --free-credits must be",
        "--verbose, unknown argument '--verbose'"
    })
    void namesTheArgumentThatIsWrong(String line, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of(line.split(" "))))
                .withMessageContaining(reason);
    }

    private static Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "club.imgeo.sandbox.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String errors(Process process) throws IOException {
        try (InputStream errors = process.getErrorStream()) {
            return new String(errors.readAllBytes(), UTF_8);
        }
    }
}
