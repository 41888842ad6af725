package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Totals;
import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.LedgerEntry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds a journal against the ledger of the server, when all is over: key by key, and to the credit. */
final class Audit {
    private static final Scope ACCOUNT = new Scope("imgeo", null, null);

    private final String context;
    private final Ledger ledger;
    private final List<Entry> entries;
    private final Totals totals;

    /** What both say of one key. */
    private record Entry(String key, String prompt, List<Charge> charges, boolean isListed, long netCharges, long net) {
        boolean isPaid() {
            return charges.stream().anyMatch(charge -> charge.state().isPaid());
        }

        BigDecimal spent() {
            return charges.stream()
                    .filter(charge -> charge.state().isPaid())
                    .map(Charge::credits)
                    .filter(Objects::nonNull)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        List<URI> images() {
            return charges.stream()
                    .map(charge ->
                            charge.outcome() == null ? null : charge.outcome().drawing())
                    .filter(drawing -> drawing != null && drawing.usable())
                    .map(Drawing::images)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /** @param prompts the key of each is {@link DrawingNode#key} of its place */
    Audit(String context, ChargeJournal journal, Ledger ledger, List<String> prompts) {
        this.context = context;
        this.ledger = ledger;
        Set<String> listed = journal.inDoubt(Integer.MAX_VALUE, Instant.now()).join().stream()
                .map(Charge::key)
                .collect(Collectors.toSet());
        entries = IntStream.range(0, prompts.size())
                .mapToObj(i -> {
                    String key = DrawingNode.key(i);
                    String prompt = prompts.get(i);
                    return new Entry(
                            key,
                            prompt,
                            journal.find(key).join(),
                            listed.contains(key),
                            ledger.netCharges(prompt),
                            ledger.net(prompt));
                })
                .toList();
        totals = journal.totals(ACCOUNT, Instant.EPOCH).join();
    }

    void findsNothingPaidTwiceNothingLostAndEveryCredit() {
        assertThat(entries)
                .as("keys that were paid for twice; %s", context)
                .filteredOn(entry -> entry.netCharges > 1)
                .extracting(Entry::key)
                .isEmpty();
        assertThat(entries)
                .as("keys that are neither drawn nor listed as in doubt; %s", context)
                .filteredOn(entry -> !entry.isPaid() && !entry.isListed)
                .extracting(Entry::key)
                .isEmpty();
        assertThat(entries)
                .as("keys that are drawn and in doubt; %s", context)
                .filteredOn(entry -> entry.isPaid() && entry.isListed)
                .extracting(Entry::key)
                .isEmpty();
        assertThat(entries)
                .as("keys that are drawn for another price than was charged; %s", context)
                .filteredOn(entry -> entry.isPaid() && entry.spent().compareTo(BigDecimal.valueOf(entry.net)) != 0)
                .extracting(Entry::key)
                .isEmpty();
        assertThat(entries)
                .as("keys whose images were drawn for another charge; %s", context)
                .filteredOn(entry -> !entry.images().stream().allMatch(url -> isOf(entry, url)))
                .extracting(Entry::key)
                .isEmpty();
        assertThat(totals.spent())
                .as("spent, and what the keys that are drawn were charged; %s", context)
                .isEqualByComparingTo(BigDecimal.valueOf(entries.stream()
                        .filter(Entry::isPaid)
                        .mapToLong(Entry::net)
                        .sum()));
        assertThat(BigDecimal.valueOf(ledger.net()))
                .as("all that was charged, which is what was spent and some of what is in doubt; %s", context)
                .isBetween(totals.spent(), totals.spent().add(totals.inDoubt()).add(totals.inFlight()));
    }

    /** A URL has the sequence of its charge in it. */
    private boolean isOf(Entry entry, URI url) {
        return ledger.entries().stream()
                .filter(line -> line.kind() == LedgerEntry.Kind.CHARGE && entry.prompt.equals(line.prompt()))
                .anyMatch(line -> url.getPath().contains(line.account() + "/" + line.sequence() + "-"));
    }

    long inDoubt() {
        return entries.stream().filter(Entry::isListed).count();
    }

    /** Those whose process ended before it knew. */
    long abandoned() {
        return entries.stream()
                .flatMap(entry -> entry.charges.stream())
                .filter(charge -> charge.state() == ChargeState.IN_DOUBT)
                .filter(charge -> charge.outcome() != null
                        && "the process ended before the outcome"
                                .equals(charge.outcome().reason()))
                .count();
    }

    /** Charges whose outcome came when they were in doubt already. */
    List<Charge> late() {
        return entries.stream()
                .flatMap(entry -> entry.charges.stream())
                .filter(Charge::late)
                .toList();
    }

    /** That each key ended as the journal has it: with the images, or with a failure that says why there are none. */
    void agreesWith(NodeProcess node) {
        for (Entry entry : entries) {
            List<String> drawn = node.said("drawn " + entry.key + " ");
            List<String> failed = node.said("failed " + entry.key + " ");
            assertThat(drawn.size() + failed.size())
                    .as("ends of %s; %s", entry.key, context)
                    .isEqualTo(1);
            if (!drawn.isEmpty()) {
                assertThat(entry.images())
                        .as("images of %s; %s", entry.key, context)
                        .map(URI::toString)
                        .containsExactly(drawn.get(0).split(" ")[2]);
            } else if (entry.isPaid()) {
                assertThat(failed).containsExactly("failed " + entry.key + " UnusableAnswerException");
            }
        }
    }
}
