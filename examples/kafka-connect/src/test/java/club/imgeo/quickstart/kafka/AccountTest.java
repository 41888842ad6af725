package club.imgeo.quickstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Against the ledger of a sandbox that nobody asked for anything. */
class AccountTest {
    private final Account account = new Account();

    @Test
    void addsUpWhereEachRecordHasOneEndAndEachCreditARecord() {
        account.add(drawn(0, 0));
        account.add(notDrawn(1, "REFUNDED"));

        assertThat(objections(2)).isEmpty();
        assertThat(account.spent()).isZero();
    }

    @Test
    void missesARecordWithoutAnEnd() {
        account.add(drawn(0, 0));

        assertThat(objections(2)).containsExactly("of 2 records, 1 have an end");
    }

    @Test
    void findsARecordWithTwoEnds() {
        account.add(drawn(0, 0));
        account.add(notDrawn(0, "NOT_CHARGED"));

        assertThat(objections(1)).containsExactly("prompts-0@0 has 2 ends");
    }

    @Test
    void findsACreditThatTheLedgerKnowsNothingOf() {
        account.add(drawn(0, 3));

        assertThat(objections(1)).containsExactly("the topics say 3 credits, and the sandbox's ledger 0");
    }

    @Test
    void doesNotAddUpWhileSomethingIsInDoubt() {
        account.add(notDrawn(0, "UNKNOWN"));

        assertThat(objections(1)).containsExactly("1 in doubt");
    }

    @Test
    void readsWhatTheConnectorWrote() {
        String json = "{\"images\":[\"http://a\",\"http://b\"],\"prompt\":\"a fox\",\"credits_used\":2.0,"
                + "\"topic\":\"prompts\",\"partition\":0,\"offset\":7}";

        assertThat(Drawn.read(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Drawn(
                        new Source("prompts", 0, 7), List.of("http://a", "http://b"), "a fox", new BigDecimal("2.0")));
    }

    private List<String> objections(int records) {
        try (Sandbox sandbox = Sandbox.start()) {
            return account.objections(records, sandbox.ledger());
        }
    }

    private static Drawn drawn(long offset, long credits) {
        return new Drawn(new Source("prompts", 0, offset), List.of("http://a"), "a fox", BigDecimal.valueOf(credits));
    }

    private static NotDrawn notDrawn(long offset, String outcome) {
        Headers headers = new RecordHeaders()
                .add("imgeo.topic", bytes("prompts"))
                .add("imgeo.partition", bytes("0"))
                .add("imgeo.offset", bytes(Long.toString(offset)))
                .add("imgeo.credit.outcome", bytes(outcome))
                .add("imgeo.reason", bytes("no fox today"));
        return NotDrawn.read(headers, bytes("a fox"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
