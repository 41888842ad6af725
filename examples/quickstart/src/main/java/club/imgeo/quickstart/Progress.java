package club.imgeo.quickstart;

import club.imgeo.client.Generation;
import club.imgeo.client.Quote;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line per event, in columns. */
final class Progress {
    private static final int LONGEST_PROMPT = 60;

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Foreign text in it must not steer the terminal. */
    void say(String line) {
        out.println(line.replaceAll("[\\p{Cc}\\p{Cf}]", " "));
    }

    void event(String event, Quote quote) {
        event(event, quote.credits(), quote.request().fields());
    }

    void event(String event, Generation generation) {
        event(event, generation.creditsUsed(), generation.fields());
    }

    /** @param fields of a request, under the API's own names */
    void event(String event, @Nullable BigDecimal credits, Map<?, ?> fields) {
        String price = credits == null ? "" : credits(credits);
        String model = text(fields, "model");
        String name = model.substring(model.lastIndexOf('/') + 1); // without its vendor, for the sake of the columns
        say(String.format(
                Locale.ROOT,
                "  %-9s  %-9s  %-13s  %-5s  %s",
                event,
                price,
                name,
                text(fields, "aspect_ratio"),
                shortened(text(fields, "prompt"))));
    }

    /** Why, under the event. */
    void because(String reason) {
        say(" ".repeat(13) + reason);
    }

    /** Such as {@code 1 credit}. */
    static String credits(BigDecimal credits) {
        return credits.stripTrailingZeros().toPlainString()
                + (credits.compareTo(BigDecimal.ONE) == 0 ? " credit" : " credits");
    }

    /** Such as {@code 2 images}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String text(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        return value == null ? "" : value.toString();
    }

    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= LONGEST_PROMPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_PROMPT - 3)) + "...";
    }
}
