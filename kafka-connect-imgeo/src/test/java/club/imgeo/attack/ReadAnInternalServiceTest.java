package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.kafka.ImgeoSinkConnector;
import club.imgeo.sandbox.Sandbox;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.Config;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The attacker validates or starts a connector at the address of an internal service, to read what that answers. */
class ReadAnInternalServiceTest {
    private static final String SECRET = "AKIA-secret-of-the-machine";

    static String[] responses() {
        return new String[] {
            RecordingServer.http(200, "{\"Code\":\"Success\",\"AccessKeyId\":\"" + SECRET + "\"}"),
            RecordingServer.http(200, "{\"data\":[{\"id\":\"" + SECRET + "\",\"credits\":1}]}"),
            RecordingServer.http(200, "[{\"id\":\"vendor/" + SECRET + "\"}]"),
            RecordingServer.http(200, "[{\"id\":\"a/b\",\"cost\":1},{\"id\":\"" + SECRET + "\",\"cost\":1}]"),
            RecordingServer.http(401, "{\"error\":\"" + SECRET + "\"}"),
            RecordingServer.http(404, "{\"detail\":\"" + SECRET + "\"}"),
            SECRET + "-SSH-2.0\r\n\r\n"
        };
    }

    @ParameterizedTest
    @MethodSource("responses")
    void isNotHelpedByValidation(String response) throws Exception {
        try (RecordingServer listener = RecordingServer.saying(response)) {
            Map<String, String> config = config(listener);
            config.put("imgeo.model", "vendor/none");

            Config told = new ImgeoSinkConnector().validate(config);

            assertThat(told.configValues())
                    .flatExtracting(value -> value.errorMessages())
                    .anyMatch(message -> message.contains("vendor/none"))
                    .noneMatch(message -> message.contains(SECRET));
            assertThat(told.configValues())
                    .flatExtracting(value -> value.recommendedValues())
                    .noneMatch(value -> String.valueOf(value).contains(SECRET));
            assertThat(listener.heard()).singleElement().asString().startsWith("GET /api/v1/models ");
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void isNotHelpedByTheStartOfATask(String response) throws Exception {
        try (RecordingServer listener = RecordingServer.saying(response)) {
            String trace = "";
            try (LoneTask task = LoneTask.start(config(listener))) {
                task.draw("prompts", 0, ""); // refused without a call, so that the task has something to do
            } catch (RuntimeException e) {
                trace = Throwables.getStackTrace(e);
            }

            assertThat(trace).doesNotContain(SECRET);
            assertThat(listener.heard()).isNotEmpty();
        }
    }

    private static Map<String, String> config(RecordingServer listener) {
        String connector = "r" + UUID.randomUUID().toString().substring(0, 8);
        try (Sandbox sandbox = Sandbox.start()) {
            return LoneTask.config(connector, sandbox.signUp(), listener.address());
        }
    }
}
