package club.imgeo.quickstart;

import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** The API on this machine, inside this program, with an account that was just opened. */
final class SandboxStage implements Stage {
    private final Sandbox sandbox;
    private final String apiKey;
    private final String remark;

    private SandboxStage(Sandbox sandbox, String remark) {
        this.sandbox = sandbox;
        this.remark = remark;
        apiKey = sandbox.signUp();
    }

    /** Takes its time, as drawing does, and fails at the third picture, so that a refund is seen. */
    static SandboxStage open(String remark) {
        Sandbox sandbox = Sandbox.builder()
                .latency(Duration.ofMillis(300), Duration.ofMillis(1200))
                .start();
        sandbox.next("ok", "ok", "500");
        return new SandboxStage(sandbox, remark);
    }

    /** As the test sets it up. */
    static SandboxStage on(Sandbox sandbox) {
        return new SandboxStage(sandbox, "");
    }

    @Override
    public String welcome() {
        String welcome = "imgeo quickstart in the sandbox, " + sandbox.baseUrl()
                + ". Nothing leaves this machine, nothing costs money.";
        return remark.isEmpty() ? welcome : welcome + System.lineSeparator() + remark;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "camel.component.imgeo.base-url",
                sandbox.baseUrl().toString(),
                "camel.component.imgeo.api-key",
                apiKey);
    }

    @Override
    public String audit(Bill bill) {
        Ledger ledger = sandbox.ledger();
        String books =
                "charged " + ledger.charged() + ", refunded " + ledger.refunded() + ", left " + sandbox.balance(apiKey);
        boolean agrees = bill.addsUp()
                && isSame(bill.spent(), ledger.net())
                && isSame(bill.refunded(), ledger.refunded())
                && isSame(bill.after(), sandbox.balance(apiKey));
        if (!agrees) {
            throw new IllegalStateException("the sandbox's ledger says otherwise: " + books);
        }
        return "The sandbox's ledger agrees: " + books + ".";
    }

    private static boolean isSame(BigDecimal ours, long theirs) {
        return ours.compareTo(BigDecimal.valueOf(theirs)) == 0;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
