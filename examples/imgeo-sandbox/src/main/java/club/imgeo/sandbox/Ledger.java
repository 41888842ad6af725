package club.imgeo.sandbox;

import club.imgeo.sandbox.LedgerEntry.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox charged, refunded and delivered up to now, and what was asked of it: the judge of tests about money.
 *
 * @param requestsByPath requests that reached the API, whatever became of them, such as {@code /api/v1/generate}
 * @param callsByPrompt generate calls whose body could be read, refused ones included
 */
public record Ledger(List<LedgerEntry> entries, Map<String, Long> requestsByPath, Map<String, Long> callsByPrompt) {

    public Ledger {
        entries = List.copyOf(entries);
        requestsByPath = Map.copyOf(requestsByPath);
        callsByPrompt = Map.copyOf(callsByPrompt);
    }

    /** What concerns one account, or all of them where none is named. The requests are those of all. */
    Ledger of(@Nullable String account) {
        return account == null
                ? this
                : new Ledger(
                        entries.stream()
                                .filter(entry -> entry.account().equals(account))
                                .toList(),
                        requestsByPath,
                        callsByPrompt);
    }

    /** Every credit ever charged, those refunded later included. */
    public long charged() {
        return sum(Kind.CHARGE);
    }

    public long refunded() {
        return sum(Kind.REFUND);
    }

    /** What all accounts paid in the end. */
    public long net() {
        return charged() - refunded();
    }

    /** What was paid in the end for exactly this prompt. */
    public long net(String prompt) {
        return sum(Kind.CHARGE, prompt) - sum(Kind.REFUND, prompt);
    }

    /** How often exactly this prompt was paid for in the end: charges less refunds. */
    public long netCharges(String prompt) {
        return count(Kind.CHARGE, prompt) - count(Kind.REFUND, prompt);
    }

    /** How often a complete answer for exactly this prompt went out. */
    public long deliveries(String prompt) {
        return count(Kind.DELIVERY, prompt);
    }

    /** How often exactly this prompt was asked for, whatever the answer. */
    public long calls(String prompt) {
        return callsByPrompt.getOrDefault(prompt, 0L);
    }

    /** Requests to the whole API. */
    public long requests() {
        return requestsByPath.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests to one path of the API, such as {@code /api/v1/balance}. */
    public long requests(String path) {
        return requestsByPath.getOrDefault(path, 0L);
    }

    /** Every prompt that was ever charged for, each once, in the order of the first charge. */
    public List<String> prompts() {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.CHARGE)
                .map(LedgerEntry::prompt)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private long sum(Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .mapToLong(LedgerEntry::credits)
                .sum();
    }

    private long sum(Kind kind, String prompt) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && prompt.equals(entry.prompt()))
                .mapToLong(LedgerEntry::credits)
                .sum();
    }

    private long count(Kind kind, String prompt) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && prompt.equals(entry.prompt()))
                .count();
    }
}
