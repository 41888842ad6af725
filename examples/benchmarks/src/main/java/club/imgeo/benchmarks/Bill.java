package club.imgeo.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of the sandbox's ledger. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Bill(List<Entry> entries) {
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(
            long sequence, String at, String kind, @Nullable String prompt) {
        boolean isCharge() {
            return kind.equals("CHARGE");
        }
    }

    long charges() {
        return entries.stream().filter(Entry::isCharge).count();
    }

    /** When each call arrived that was paid for. */
    List<Instant> timesOfCharges() {
        return entries.stream()
                .filter(Entry::isCharge)
                .map(entry -> Instant.parse(entry.at))
                .toList();
    }

    /** How many of the first so many of {@link Prompts#unlike} were not paid for once, and how many others were at all. */
    int wrong(int calls) {
        Map<String, Integer> net = new HashMap<>();
        for (Entry entry : entries) {
            switch (entry.kind) {
                case "CHARGE" -> net.merge(String.valueOf(entry.prompt), 1, Integer::sum);
                case "REFUND" -> net.merge(String.valueOf(entry.prompt), -1, Integer::sum);
                default -> {} // moves no credits
            }
        }
        int wrong = 0;
        for (int i = 0; i < calls; i++) {
            Integer times = net.remove(Prompts.unlike(i));
            wrong += times != null && times == 1 ? 0 : 1;
        }
        return wrong + net.size();
    }
}
