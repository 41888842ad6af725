package club.imgeo.quickstart.kafka;

import club.imgeo.sandbox.Ledger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the two topics say of every record and every credit. */
final class Account {
    private final List<Drawn> drawn = new ArrayList<>();
    private final List<NotDrawn> notDrawn = new ArrayList<>();

    void add(Drawn result) {
        drawn.add(result);
    }

    void add(NotDrawn report) {
        notDrawn.add(report);
    }

    /** Of so many records it is known what became of them. */
    int ends() {
        return sources().size();
    }

    int drawn() {
        return drawn.size();
    }

    int notDrawn() {
        return notDrawn.size();
    }

    /** On images, and on what was charged and is lost. */
    BigDecimal spent() {
        return Stream.concat(
                        drawn.stream().map(Drawn::credits),
                        notDrawn.stream().filter(report -> !report.isInDoubt()).map(NotDrawn::credits))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    long inDoubt() {
        return notDrawn.stream().filter(NotDrawn::isInDoubt).count();
    }

    /** What does not add up; empty where everything does. */
    List<String> objections(int records, Ledger ledger) {
        List<String> objections = new ArrayList<>();
        if (ends() != records) {
            objections.add("of " + records + " records, " + ends() + " have an end");
        }
        sources().forEach((source, times) -> {
            if (times > 1) {
                objections.add(source + " has " + times + " ends");
            }
        });
        if (spent().compareTo(BigDecimal.valueOf(ledger.net())) != 0) {
            objections.add(
                    "the topics say " + spent().toPlainString() + " credits, and the sandbox's ledger " + ledger.net());
        }
        if (inDoubt() != 0) {
            objections.add(inDoubt() + " in doubt");
        }
        return objections;
    }

    private Map<Source, Integer> sources() {
        Map<Source, Integer> times = new HashMap<>();
        Stream.concat(drawn.stream().map(Drawn::source), notDrawn.stream().map(NotDrawn::source))
                .forEach(source -> times.merge(source, 1, Integer::sum));
        return times;
    }
}
