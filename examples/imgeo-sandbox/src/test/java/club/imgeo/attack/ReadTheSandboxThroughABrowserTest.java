package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import club.imgeo.sandbox.RawCall;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A site lets a name of its own point to the victim's machine (DNS rebinding). To the victim's browser, the sandbox is
 * then a part of that site, so that its scripts read responses and send anything.
 */
class ReadTheSandboxThroughABrowserTest {
    private final Sandbox sandbox = Sandbox.start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /sandbox/ledger",
                "GET /sandbox/ledger?prompt=a+fox",
                "HEAD /sandbox/ledger",
                "GET //sandbox/ledger",
                "GET /studio/ledger",
                "GET /studio/live",
                "GET /studio/pictures",
                "GET /studio/studio.js",
                "GET /images/acc_1/1-0.png",
                "GET /api/v1/models",
                "GET /api/v1/balance",
                "POST /api/v1/generate",
                "POST /sandbox/sign-up",
                "POST /sandbox/faults",
                "DELETE /sandbox/faults",
                "OPTIONS /sandbox/faults",
                "GET /no/such/path"
            })
    void readsNothingByANameOfItsOwn(String request) throws Exception {
        int before = sandbox.ledger().entries().size();

        RawCall.Answer answer = send(sandbox, request, "Host: evil.example:" + sandbox.port());

        assertThat(answer.head()).startsWith("HTTP/1.1 421 ");
        if (!request.startsWith("HEAD")) {
            assertThat(answer.text())
                    .contains("Host is 'evil.example:" + sandbox.port() + "'", "use localhost", "--allow-host NAME");
        }
        assertThat(sandbox.ledger().entries()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "EVIL.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io",
                "localhost.evil.example",
                "localhost.",
                "a.b.localhost.evil.example:80",
                "evil.example.",
                "evil.example#.localhost",
                "evil.example/.localhost",
                "evil.example@localhost",
                "localhost@evil.example",
                "localhost evil.example",
                "localhost,evil.example",
                "localhost:80:80",
                "localhost:http",
                "[evil.example]",
                "[::1].evil.example",
                "[::1",
                "sandbox",
                "laptop:8080",
                "0x7f000001",
                "lоcalhost"
            })
    void isFooledByNoSpelling(String host) throws Exception {
        assertRefused(ledgerFor("Host: " + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Host:",
                "Host: localhost\r\nHost: evil.example",
                "Host: evil.example\r\nHost: localhost",
                "Host: evil.example\r\nX-Forwarded-Host: localhost",
                "Host: evil.example\r\nForwarded: host=localhost",
                "Host: evil.example\r\nX-Host: localhost\r\nX-Original-Host: localhost"
            })
    void isFooledByNoOtherHeader(String headers) throws Exception {
        assertRefused(ledgerFor(headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example/sandbox/ledger", "http://localhost/sandbox/ledger", "*", "localhost:80"})
    void isNoProxy(String target) throws Exception {
        RawCall.Answer answer = send(sandbox, "GET " + target, "Host: localhost");

        assertThat(answer.head()).containsPattern("^HTTP/1.1 40[04] ");
        assertThat(answer.text()).doesNotContain("entries");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
    })
    void readsNothingFromAPageOfAnotherSite(String header) throws Exception {
        assertThat(ledgerFor("Host: localhost:" + sandbox.port() + "\r\n" + header)
                        .head())
                .startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "imgeo.localhost",
                "127.0.0.1:9090",
                "192.168.1.7:8080",
                "[::1]:8080",
                "[::FFFF:127.0.0.1]"
            })
    void leavesTheOwnerInByAnAddressAndEveryForwardedPort(String host) throws Exception {
        assertThat(ledgerFor("Host: " + host).head()).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({"sandbox:8080, 200", "imgeo-sandbox, 200", "sandbox.evil.example, 421", "evil., 421", "2130706433, 421"
    })
    void leavesContainersInByANameWithoutDotsWhenOthersCanReachIt(String host, int status) throws Exception {
        try (Sandbox open = Sandbox.builder().host("0.0.0.0").start()) {
            assertThat(send(open, "GET /sandbox/ledger", "Host: " + host).head())
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox.test.svc:80, 200",
        "SANDBOX.test.svc, 200",
        "evil.test.svc, 421",
        "sandbox.test.svc.evil.example, 421"
    })
    void leavesInWhoeverComesByAnAllowedName(String host, int status) throws Exception {
        try (Sandbox named = Sandbox.builder()
                .allowHost("other")
                .allowHost("Sandbox.test.svc")
                .start()) {
            assertThat(send(named, "GET /sandbox/ledger", "Host: " + host).head())
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "http://sandbox", "sandbox:8080", "", "a b"})
    void allowsNoPattern(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sandbox.builder().allowHost(name))
                .withMessageContainingAll("--allow-host must be one host name", "'" + name + "'");
    }

    @Test
    void namesAnIpv6AddressAsAUrlDoes() {
        try (Sandbox six = Sandbox.builder().host("::1").start()) {
            assertThat(six.baseUrl()).hasToString("http://[::1]:" + six.port());
        }
    }

    /** Vert.x itself refuses what is not a host, with 400. */
    private static void assertRefused(RawCall.Answer answer) {
        assertThat(answer.head()).containsPattern("^HTTP/1.1 (400|421) ");
        assertThat(answer.text()).doesNotContain("entries");
    }

    private RawCall.Answer ledgerFor(String headers) throws IOException {
        return send(sandbox, "GET /sandbox/ledger", headers);
    }

    private static RawCall.Answer send(Sandbox sandbox, String request, String headers) throws IOException {
        return RawCall.send(sandbox, request + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }
}
