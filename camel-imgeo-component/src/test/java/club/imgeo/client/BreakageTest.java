package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class BreakageTest {
    private static final Call CALL = new Call(true, "https://example.org/generate", List.of("a fox in the snow"), true);

    @ParameterizedTest
    @MethodSource
    void saysWhatToLookAt(@Nullable Throwable broken, String words) {
        assertThat(words(broken)).isEqualTo(words);
    }

    static Stream<Object> saysWhatToLookAt() {
        return Stream.of(
                arguments(null, "no reason given"),
                arguments(
                        new HttpConnectTimeoutException("HTTP connect timed out"),
                        "no connection to https://example.org/generate within connectTimeout"),
                arguments(
                        causedBy(new ConnectException(), new UnresolvedAddressException()),
                        "the host in https://example.org/generate is not known; check baseUrl and the name service"),
                arguments(
                        new SSLHandshakeException("no trust"),
                        "no trusted connection to https://example.org/generate, no trust; check sslContextParameters"),
                arguments(
                        causedBy(new IOException("it broke"), new SSLHandshakeException("no trust")),
                        "no trusted connection to https://example.org/generate, it broke; check sslContextParameters"),
                arguments(
                        new ConnectException("Connection refused"),
                        "no connection to https://example.org/generate; check baseUrl, proxy and firewall"),
                arguments(new HttpTimeoutException("no whole answer within 5 ms"), "no whole answer within 5 ms"),
                arguments(new ClosedChannelException(), "ClosedChannelException"),
                arguments(new IOException("cannot read: a fox in the snow\r\n"), "cannot read: [redacted]"));
    }

    @Test
    void looksAtCausesThatGoRoundInACircle() {
        Exception first = new IOException("chicken");
        first.initCause(new IOException("egg", first));

        assertThat(words(first)).isEqualTo("chicken");
    }

    private static String words(@Nullable Throwable broken) {
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        return Breakage.of(new Attempt(Sent.WHOLE, 0, none, new byte[0], broken), CALL);
    }

    private static Throwable causedBy(Throwable thrown, Throwable cause) {
        return thrown.initCause(cause);
    }
}
