package club.imgeo.camel;

import java.util.List;

/** The meters that there are; {@link Metering} says when there are any. Each has the tag {@code component}, too. */
enum Meters {
    GENERATE(
            "imgeo.generate",
            Kind.TIMER,
            "model,outcome",
            "Messages at imgeo:generate, by how they ended, and how long each took, waiting for its turn included."),
    IN_FLIGHT("imgeo.in.flight", Kind.GAUGE, "", "Calls that may cost credits and have not ended."),
    SPENT(
            "imgeo.credits.spent",
            Kind.COUNTER,
            "model",
            "Credits that calls of this process were charged: what the answer says, else the catalog's price."),
    REFUNDED(
            "imgeo.credits.refunded",
            Kind.COUNTER,
            "model",
            "Credits that were taken for calls of this process and given back, by the catalog's prices."),
    RESERVED("imgeo.credits.reserved", Kind.GAUGE, "", "What the calls in flight cost."),
    DOUBTS(
            "imgeo.charges.in.doubt",
            Kind.GAUGE,
            "",
            "Charges in doubt, as the journals have them, whichever process made them: somebody has to resolve each."),
    CREDITS_IN_DOUBT(
            "imgeo.credits.in.doubt",
            Kind.GAUGE,
            "",
            "What those cost, if they were made. A charge of unknown price counts as 0."),
    BALANCE("imgeo.balance", Kind.GAUGE, "", "The credits left, as imgeo last said."),
    UNEXPLAINED(
            "imgeo.credits.unexplained",
            Kind.GAUGE,
            "",
            "What the account lost since this process first asked for the balance, and no charge in the journals accounts"
                    + " for: doubts that were charges, and what the website and others spent, less what was bought."),
    JOURNAL_TROUBLE(
            "imgeo.journal.trouble", Kind.GAUGE, "", "1 while a journal cannot be written, and so nothing is sent."),
    AGE(
            "imgeo.figures.age",
            Kind.AGE,
            "",
            "How old the oldest of the four figures that have to be asked for is: doubts, credits in doubt, balance,"
                    + " unexplained.");

    /** What becomes of a name and a tag where Prometheus reads them. */
    enum Kind {
        TIMER("timer"),
        COUNTER("counter"),
        GAUGE("gauge"),
        AGE("gauge, in seconds");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final String id;
    private final Kind kind;
    private final String tags;
    private final String description;

    Meters(String id, Kind kind, String tags, String description) {
        this.id = id;
        this.kind = kind;
        this.tags = tags;
        this.description = description;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    /** Besides {@code component}. */
    List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(","));
    }

    String description() {
        return description;
    }
}
