package club.imgeo.sandbox;

import static club.imgeo.sandbox.Caller.json;
import static club.imgeo.sandbox.Caller.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives a restart. */
class DataTest {
    private final Path data;

    DataTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void keepsBalancesKeysLedgerAndImages() throws Exception {
        String key;
        String image;
        byte[] painted;
        List<LedgerEntry> entries;
        try (Sandbox before = start()) {
            key = before.signUp();
            Caller caller = new Caller(before, key);
            image = URI.create(json(caller.generate(order("a fox").put("count", 2)))
                            .path("images")
                            .get(1)
                            .textValue())
                    .getPath();
            caller.generate("a hare sandbox: 500");
            painted = caller.get(image).body();
            entries = before.ledger().entries();
        }

        try (Sandbox after = start()) {
            assertThat(after.balance(key)).isEqualTo(8);
            assertThat(after.ledger().entries()).isEqualTo(entries);
            assertThat(new Caller(after, key).get(image).body()).isEqualTo(painted);
            assertThat(new Caller(after, key).generate("a hare").statusCode()).isEqualTo(200);
            assertThat(after.ledger().entries())
                    .extracting(LedgerEntry::sequence)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsNoKeyInClear() throws Exception {
        String key;
        try (Sandbox sandbox = start()) {
            key = sandbox.signUp();
            new Caller(sandbox, key).generate("a fox");
        }

        assertThat(Files.readString(file())).contains("sha256", "a fox").doesNotContain(key, "imgeo_sk_");
    }

    @Test
    void dropsALineThatWasBeingWrittenWhenItDied() throws Exception {
        String key;
        try (Sandbox before = start()) {
            key = before.signUp();
            new Caller(before, key).generate("a fox");
        }
        Files.writeString(file(), "{\"entry\":{\"sequence\":4,\"kind\":\"PURCH", StandardOpenOption.APPEND);

        try (Sandbox after = start()) {
            after.buy(key, 5);
            assertThat(after.balance(key)).isEqualTo(14);
        }
        try (Sandbox again = start()) {
            assertThat(again.balance(key)).isEqualTo(14);
        }
    }

    @Test
    void doesNotStartFromAFileThatItDidNotWrite() throws IOException {
        Files.writeString(file(), "{\"entry\":7}\n");

        assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining("line 1");
    }

    @Test
    void doesNotShareItsFileWithAnotherSandbox() {
        try (Sandbox first = start()) {
            assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining("in use");
            assertThat(first.signUp()).startsWith("imgeo_sk_");
        }
        try (Sandbox next = start()) {
            assertThat(next.ledger().entries()).hasSize(1);
        }
    }

    private Sandbox start() {
        return Sandbox.builder().data(data).start();
    }

    private Path file() {
        return data.resolve("sandbox.jsonl");
    }
}
