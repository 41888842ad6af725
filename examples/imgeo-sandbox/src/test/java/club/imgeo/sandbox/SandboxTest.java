package club.imgeo.sandbox;

import static club.imgeo.sandbox.Caller.json;
import static club.imgeo.sandbox.Caller.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.LedgerEntry.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {
    private Sandbox sandbox = Sandbox.start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void givesTenCreditsOnSignUpAndAsManyAsAreBought() {
        String key = sandbox.signUp();
        String other = sandbox.signUp(3);

        sandbox.buy(key, 90);

        assertThat(sandbox.balance(key)).isEqualTo(100);
        assertThat(sandbox.balance(other)).isEqualTo(3);
        assertThat(sandbox.ledger().entries())
                .extracting(LedgerEntry::kind, LedgerEntry::credits, LedgerEntry::account)
                .containsExactly(
                        tuple(Kind.SIGN_UP, 10L, sandbox.account(key)),
                        tuple(Kind.SIGN_UP, 3L, sandbox.account(other)),
                        tuple(Kind.PURCHASE, 90L, sandbox.account(key)));
    }

    @Test
    void refusesAmountsAndKeysThatCannotBe() {
        String key = sandbox.signUp();

        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.buy(key, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.buy(key, Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.signUp(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.balance("imgeo_sk_unknown"));
        assertThat(sandbox.balance(key)).isEqualTo(10);
    }

    @Test
    void changesItsModelsWhileItRuns() throws Exception {
        Caller caller = new Caller(sandbox, sandbox.signUp());

        sandbox.offer(SandboxModel.of("sandbox/brush", 3));
        sandbox.offer(SandboxModel.of("google/imagen-4", 8));
        sandbox.withdraw("stability-ai/sdxl");

        var models = json(caller.get("/api/v1/models"));
        assertThat(models).hasSize(14);
        assertThat(models.findValuesAsText("id"))
                .contains("sandbox/brush", "google/imagen-4")
                .doesNotContain("stability-ai/sdxl");
        var drawn = json(caller.generate(order("a fox").put("model", "google/imagen-4")));
        assertThat(drawn.path("credits_used").longValue()).isEqualTo(8);
        assertThat(caller.generate(order("a hare").put("model", "stability-ai/sdxl"))
                        .statusCode())
                .isEqualTo(400);
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.withdraw("stability-ai/sdxl"));
    }

    @Test
    void tellsWhatWasChargedRefundedAndDeliveredForEachPrompt() throws Exception {
        Caller caller = new Caller(sandbox, sandbox.signUp());
        caller.generate(order("a fox").put("count", 2));
        caller.generate("a hare sandbox: 500 once");
        caller.generate("a hare sandbox: 500 once");
        caller.generate(order("").put("count", 2));

        Ledger ledger = sandbox.ledger();

        assertThat(ledger.charged()).isEqualTo(4);
        assertThat(ledger.refunded()).isEqualTo(1);
        assertThat(ledger.net()).isEqualTo(3);
        assertThat(ledger.net("a fox")).isEqualTo(2);
        assertThat(ledger.netCharges("a fox")).isEqualTo(1);
        assertThat(ledger.netCharges("a hare sandbox: 500 once")).isEqualTo(1);
        assertThat(ledger.deliveries("a hare sandbox: 500 once")).isEqualTo(1);
        assertThat(ledger.calls("a hare sandbox: 500 once")).isEqualTo(2);
        assertThat(ledger.prompts()).containsExactly("a fox", "a hare sandbox: 500 once");
        assertThat(ledger.requests()).isEqualTo(4);
        assertThat(ledger.requests("/api/v1/generate")).isEqualTo(4);
        assertThat(ledger.requests("/api/v1/models")).isZero();
    }

    @Test
    void keepsTheChargeOfACallWhoseClientGaveUp() throws Exception {
        sandbox.latency(Duration.ofMillis(300), Duration.ofMillis(300));
        String key = sandbox.signUp();
        byte[] body = order("a fox").toString().getBytes(StandardCharsets.UTF_8);

        try (Socket socket = RawCall.connect(sandbox)) {
            socket.getOutputStream().write(RawCall.head(key, body.length));
            socket.getOutputStream().write(body);
            await().until(() -> sandbox.ledger().charged() == 1);
        }
        // One that starts later and takes as long has its answer only after the first would have had its own.
        new Caller(sandbox, key).generate("a hare");

        assertThat(sandbox.ledger().net("a fox")).isEqualTo(1);
        assertThat(sandbox.ledger().deliveries("a fox")).isZero();
        assertThat(sandbox.ledger().deliveries("a hare")).isEqualTo(1);
    }

    @Test
    void holdsAThousandSlowCallsWithoutAThreadForEach() {
        sandbox.latency(Duration.ofSeconds(2), Duration.ofSeconds(2));
        Caller caller = new Caller(sandbox, sandbox.signUp(1000));
        long begin = System.nanoTime();

        List<CompletableFuture<HttpResponse<Void>>> answers = IntStream.range(0, 1000)
                .mapToObj(i -> caller.generateRequest(
                        BodyPublishers.ofString(order("fox " + i).toString())))
                .map(request -> caller.http().sendAsync(request, BodyHandlers.discarding()))
                .toList();
        await().until(() -> sandbox.ledger().charged() == 1000);
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x"))
                .count();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(threads).isLessThan(20);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void dropsOpenCallsAndFreesItsPortOnClose() throws Exception {
        String key = sandbox.signUp();
        int port = sandbox.port();
        byte[] body = order("a fox sandbox: silent").toString().getBytes(StandardCharsets.UTF_8);

        try (Socket socket = RawCall.connect(sandbox)) {
            socket.getOutputStream().write(RawCall.head(key, body.length));
            socket.getOutputStream().write(body);
            await().until(() -> sandbox.ledger().calls("a fox sandbox: silent") == 1);
            sandbox.close();

            assertThat(RawCall.readToEnd(socket).end()).isNotEqualTo(RawCall.End.OPEN);
        }
        assertThat(refused(port)).isTrue();
        sandbox = Sandbox.builder().port(port).start();
        assertThat(sandbox.port()).isEqualTo(port);
    }

    @Test
    void saysWhenItsPortIsTaken() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Sandbox.builder().port(sandbox.port()).start())
                .withMessageContaining("in use");
    }

    @Test
    void servesEachImageAsThePngThatItIs() throws Exception {
        Caller caller = new Caller(sandbox, sandbox.signUp());
        var images = json(caller.generate(order("a fox").put("count", 2))).path("images");

        HttpResponse<byte[]> first = caller.get(images.get(0).textValue());
        HttpResponse<byte[]> again = caller.get(images.get(0).textValue());
        HttpResponse<byte[]> second = caller.get(images.get(1).textValue());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(second.body()).isNotEqualTo(first.body());
    }

    @Test
    void hasNoImageThatNobodyPaidFor() throws Exception {
        String key = sandbox.signUp();
        Caller caller = new Caller(sandbox, key);
        caller.generate("a fox sandbox: 500");
        caller.generate("a hare");
        String folder = "/images/" + sandbox.account(key) + "/";

        assertThat(caller.get(folder + "2-0.png").statusCode()).isEqualTo(404);
        assertThat(caller.get(folder + "4-0.png").statusCode()).isEqualTo(200);
        assertThat(caller.get(folder + "4-1.png").statusCode()).isEqualTo(404);
        assertThat(caller.get(folder + "99999999999999999999-0.png").statusCode())
                .isEqualTo(404);
        assertThat(caller.get(folder + "..%2f..%2fetc%2fpasswd").statusCode()).isEqualTo(404);
        assertThat(caller.get("/images/acc_other/4-0.png").statusCode()).isEqualTo(404);
    }

    private static boolean refused(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }
}
