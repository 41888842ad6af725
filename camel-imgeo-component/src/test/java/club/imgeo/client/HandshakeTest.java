package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandshakeTest {
    @Test
    void isFailedOnlyWhereItCanBeNothingElse() {
        Throwable failed = new SSLHandshakeException("no trust");

        assertThat(Handshake.failed(failed)).isTrue();
        assertThat(Handshake.failed(new IOException(failed))).isTrue();
        assertThat(Handshake.failed(new SSLException("Unsupported or unrecognized SSL message")))
                .isTrue();
        assertThat(Handshake.failed(new SSLException("Unrecognized SSL message, plaintext connection?")))
                .isTrue();
        assertThat(Handshake.failed(new SSLException("Tag mismatch"))).isFalse();
        assertThat(Handshake.failed(new SSLException((String) null))).isFalse();
        assertThat(Handshake.failed(new SSLException("closing inbound before receiving peer's close_notify")))
                .isFalse();
        assertThat(Handshake.failed(new IOException("Connection reset"))).isFalse();
        assertThat(Handshake.failed(null)).isFalse();
    }

    @Test
    void isLookedForTenCausesDeepAndNeverRoundInACircle() {
        Throwable tenth = new SSLHandshakeException("no trust");
        for (int i = 0; i < 9; i++) {
            tenth = new IOException(tenth);
        }
        IOException circle = new IOException("chicken");
        circle.initCause(new IOException("egg", circle));

        assertThat(Handshake.failed(tenth)).isTrue();
        assertThat(Handshake.failed(new IOException(tenth))).isFalse();
        assertThat(Handshake.failed(circle)).isFalse();
    }

    /** Whether the JDK has taken the whole request by then is a matter of chance. */
    @Test
    void leavesNoDoubtHoweverMuchTheJdkHadTaken() throws IOException {
        try (RawServer plain = RawServer.playing(RawServer.answer(200, "{}"));
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl(plain.baseUrl().replace("http:", "https:"))
                        .apiKey(new ApiKey("imgeo_sk_1234"))
                        .maxRetries(0)
                        .build()) {
            var outcomes = IntStream.range(0, 100)
                    .mapToObj(i -> Ends.failure(client.generate(GenerateRequest.of("stability-ai/sdxl", "a fox"))))
                    .map(ImgeoException::creditOutcome);

            assertThat(outcomes).containsOnly(CreditOutcome.NOT_CHARGED);
        }
    }
}
