package club.imgeo.quickstart.kafka;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;

/** What the user sees, one event at a time. */
final class Console {
    private static final int LONGEST_PROMPT = 60;

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    /** Foreign text in it must not steer the terminal. */
    void say(String line) {
        out.println(line.replaceAll("[\\p{Cc}\\p{Cf}]", " "));
    }

    void show(Drawn result) {
        event(result.source(), "drawn", credits(result.credits()), result.prompt());
        result.images().forEach(this::more);
    }

    void show(NotDrawn report) {
        event(
                report.source(),
                "not drawn",
                report.outcome().toLowerCase(Locale.ROOT).replace('_', ' '),
                report.value());
        more(report.reason());
    }

    /** Such as {@code 1 credit}. */
    static String credits(BigDecimal credits) {
        return credits.stripTrailingZeros().toPlainString()
                + (credits.compareTo(BigDecimal.ONE) == 0 ? " credit" : " credits");
    }

    private void event(Source source, String what, String money, String prompt) {
        String line = prompt.length() <= LONGEST_PROMPT ? prompt : prompt.substring(0, LONGEST_PROMPT - 3) + "...";
        say(String.format(Locale.ROOT, "  %-12s  %-9s  %-11s  %s", source, what, money, line));
    }

    private void more(String text) {
        say(" ".repeat(16) + text);
    }
}
