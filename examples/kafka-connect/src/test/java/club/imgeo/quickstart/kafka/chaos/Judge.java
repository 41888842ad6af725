package club.imgeo.quickstart.kafka.chaos;

import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.LedgerEntry;
import club.imgeo.sandbox.LedgerEntry.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what came out against what was put in and what the sandbox charged. The ledger is right.
 *
 * @param reopened how often a prompt whose record had ended was to end once more
 * @param incidents that may have cost a worker its calls
 * @param losesReplies whether the sandbox was told to
 * @param reportsOnce whether the reports come from a topic where each is once
 */
record Judge(
        List<String> prompts,
        List<Ending> endings,
        Ledger ledger,
        Map<String, Integer> reopened,
        List<Incident> incidents,
        boolean losesReplies,
        boolean reportsOnce) {
    /** Between a worker and the sandbox lie a few buffers, and between a reply and the journal a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    /** What is not as it should be; empty where everything is. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        Map<String, List<Ending>> byPrompt = new HashMap<>();
        endings.forEach(ending -> byPrompt.computeIfAbsent(ending.prompt(), prompt -> new ArrayList<>())
                .add(ending));
        Map<String, Bill> bills = Bill.of(ledger);
        for (String prompt : prompts) {
            Bill bill = bills.getOrDefault(prompt, new Bill());
            List<Ending> ends = byPrompt.getOrDefault(prompt, List.of());
            money(prompt, bill, ends, objections);
            ends(prompt, bill, ends, objections);
        }
        Set<String> strangers = new HashSet<>(byPrompt.keySet());
        strangers.removeAll(Set.copyOf(prompts));
        strangers.forEach(prompt -> objections.add(prompt + ": nobody asked for it"));
        if (objections.isEmpty() && stated().compareTo(BigDecimal.valueOf(ledger.net())) != 0) {
            objections.add("stated are " + stated() + " credits, charged were " + ledger.net());
        }
        return objections;
    }

    private void money(String prompt, Bill bill, List<Ending> ends, List<String> objections) {
        if (bill.charges.size() > 1) {
            objections.add(prompt + ": PAID " + bill.charges.size() + " TIMES, " + bill.charges + ", " + ends);
        }
        BigDecimal certain =
                ends.stream().filter(Ending::bears).map(Ending::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean inDoubt = ends.stream().anyMatch(Ending::isInDoubt);
        if (certain.compareTo(BigDecimal.valueOf(bill.net())) != 0 && !(inDoubt && certain.signum() == 0)) {
            objections.add(prompt + ": charged " + bill.net() + ", stated " + certain + ", " + ends);
        }
    }

    private void ends(String prompt, Bill bill, List<Ending> ends, List<String> objections) {
        int due = 1 + reopened.getOrDefault(prompt, 0);
        long late = ends.stream().filter(Ending::late).count();
        long doubts = ends.stream().filter(Ending::isInDoubt).count();
        long reports = ends.stream().filter(end -> !end.drawn()).count();
        long all = ends.size() - late;
        if (all < due || (all > due && (reportsOnce || all - reports > due || reports == 0))) {
            objections.add(prompt + ": " + all + " ends in place of " + due + ", " + ends + ", charged " + bill.net());
        }
        if (late > doubts) {
            objections.add(prompt + ": late, without a doubt before it, " + ends);
        }
        if (doubts > 0 && !isExcused(bill)) {
            objections.add(prompt + ": in doubt, and nothing had happened to it, " + bill.charges + " " + ends);
        }
    }

    /** Whether a reply was lost, or a worker was killed or frozen while it waited for it. */
    private boolean isExcused(Bill bill) {
        if (bill.charges.isEmpty()) {
            return losesReplies || !incidents.isEmpty(); // it fell between the intent and the call
        }
        return bill.charges.stream().anyMatch(charge -> {
            Instant delivered = bill.deliveries.get(charge.sequence());
            if (delivered == null && losesReplies) {
                return true;
            }
            Instant end = (delivered == null ? charge.at().plus(LONGEST_CALL) : delivered).plus(SLACK);
            return incidents.stream()
                    .anyMatch(each -> each.from().isBefore(end)
                            && each.to().isAfter(charge.at().minus(SLACK)));
        });
    }

    /** What the endings say that is gone, with those doubts that the ledger knows to be. */
    BigDecimal stated() {
        BigDecimal certain =
                endings.stream().filter(Ending::bears).map(Ending::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
        return certain.add(lost());
    }

    /** Of those that ended in doubt, and no fact came. */
    BigDecimal lost() {
        Set<String> born = new HashSet<>();
        Set<String> doubted = new HashSet<>();
        endings.forEach(ending -> {
            if (ending.bears()) {
                born.add(ending.prompt());
            } else if (ending.isInDoubt()) {
                doubted.add(ending.prompt());
            }
        });
        doubted.removeAll(born);
        Map<String, Bill> bills = Bill.of(ledger);
        return BigDecimal.valueOf(doubted.stream()
                .mapToLong(prompt -> bills.getOrDefault(prompt, new Bill()).net())
                .sum());
    }

    /** A line for the user. */
    String table() {
        return String.format(
                "%d prompts: %d drawn (%d replayed, %d late), %d in doubt, %d charged and lost, %d otherwise reported;%n"
                        + "           stated %s credits, %s of them in doubt; ledger: charged %d, refunded %d, net %d",
                prompts.size(),
                endings.stream().filter(Ending::drawn).count(),
                endings.stream().filter(Ending::replayed).count(),
                endings.stream().filter(Ending::late).count(),
                endings.stream().filter(Ending::isInDoubt).count(),
                reported("CHARGED"),
                reported("NOT_CHARGED") + reported("REFUNDED"),
                stated().toPlainString(),
                lost().toPlainString(),
                ledger.charged(),
                ledger.refunded(),
                ledger.net());
    }

    private long reported(String outcome) {
        return endings.stream()
                .filter(ending -> !ending.drawn() && ending.outcome().equals(outcome))
                .count();
    }

    /** What the ledger says of one prompt. */
    private static final class Bill {
        private final List<LedgerEntry> charges = new ArrayList<>();
        private final Map<Long, Instant> deliveries = new HashMap<>();

        /** By prompt, and without what was refunded. */
        static Map<String, Bill> of(Ledger ledger) {
            Map<String, Bill> bills = new HashMap<>();
            for (LedgerEntry entry : ledger.entries()) {
                if (entry.prompt() == null) {
                    continue;
                }
                Bill bill = bills.computeIfAbsent(entry.prompt(), prompt -> new Bill());
                if (entry.kind() == Kind.CHARGE) {
                    bill.charges.add(entry);
                } else if (entry.charge() != null && entry.kind() == Kind.REFUND) {
                    bill.charges.removeIf(charge -> charge.sequence() == entry.charge());
                } else if (entry.charge() != null && entry.kind() == Kind.DELIVERY) {
                    bill.deliveries.put(entry.charge(), entry.at());
                }
            }
            return bills;
        }

        long net() {
            return charges.stream().mapToLong(LedgerEntry::credits).sum();
        }
    }
}
