package club.imgeo.camel;

import club.imgeo.charge.NoJournal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What imgeo:journal does. */
enum JournalOperation {
    /** Lists what is in doubt. */
    LIST,
    /** Ends a doubt by what somebody says. */
    RESOLVE,
    /** Says what was spent, and whether the balance agrees. */
    REPORT;

    /** @throws IllegalArgumentException naming what there is */
    static JournalOperation parse(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("imgeo:journal: journalOperation: '" + name + "' is none of "
                                + Arrays.stream(values())
                                        .map(JournalOperation::toString)
                                        .collect(Collectors.joining(", "))));
    }

    /** @throws IllegalArgumentException naming the remedy, for an endpoint that could not do what it is for */
    static void check(ImgeoEndpoint endpoint) {
        JournalOperation operation = parse(endpoint.getConfiguration().getJournalOperation());
        if (operation == REPORT && !endpoint.getComponent().hasApiKey()) {
            throw new IllegalArgumentException(
                    "imgeo:journal: apiKey is missing, which journalOperation=report asks for"
                            + " the balance with; set camel.component.imgeo.api-key, or IMGEO_API_KEY in the environment");
        }
        if (endpoint.ledger().journal() instanceof NoJournal) {
            throw new IllegalArgumentException("imgeo:journal: journal=off keeps nothing to look at; name the journal"
                    + " that imgeo:generate writes, such as memory, file:DIR or #NAME, here or on the component");
        }
    }

    /** As it stands in a URI. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
