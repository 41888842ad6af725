package club.imgeo.sandbox;

import club.imgeo.sandbox.Outcome.Named;
import club.imgeo.sandbox.Outcome.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to go wrong, in words: {@code [slow 30s then] [charge then] OUTCOME [once]}.
 *
 * @param slow how much longer than usual it takes
 * @param charged whether the credits are gone whatever the outcome
 * @param times how many calls it holds for; {@link #ALWAYS} is for ever
 */
record Directive(Duration slow, boolean charged, Outcome outcome, int times) {
    static final int ALWAYS = Integer.MAX_VALUE;
    static final Directive NONE = new Directive(Duration.ZERO, false, Named.OK, ALWAYS);

    private static final String SLOW = "slow ";
    private static final String CHARGE = "charge then ";
    private static final Pattern IN_PROMPT =
            Pattern.compile("\\bsandbox:(?!.*\\bsandbox:)(.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TIMES = Pattern.compile(" (?:(once)|the first (\\d{1,6}) times)$");

    /** What happens to the credits. */
    enum Money {
        UNTOUCHED,
        CHARGED,
        REFUNDED
    }

    /** The directive that a prompt carries after {@code sandbox:}, or {@code null}. */
    static @Nullable Directive inPrompt(String prompt) {
        Matcher matcher = IN_PROMPT.matcher(prompt);
        return matcher.find() ? parse(matcher.group(1)) : null;
    }

    static Directive parse(String text) {
        String rest = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        int times = ALWAYS;
        Matcher ending = TIMES.matcher(rest);
        if (ending.find()) {
            times = ending.group(1) != null ? 1 : Integer.parseInt(ending.group(2));
            rest = rest.substring(0, ending.start());
        }
        try {
            return parse(text, rest, times);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("sandbox: " + e.getMessage());
        }
    }

    private static Directive parse(String text, String words, int times) {
        String rest = words;
        Duration slow = Duration.ZERO;
        if (rest.startsWith(SLOW)) {
            String[] parts = rest.substring(SLOW.length()).split(" then ", 2);
            slow = Durations.parse(parts[0]);
            rest = parts.length == 2 ? parts[1] : Named.OK.words();
        }
        boolean charged = rest.startsWith(CHARGE);
        Outcome outcome =
                Outcome.find(charged ? rest.substring(CHARGE.length()) : rest).orElseThrow(() -> unknown(text));
        return new Directive(slow, charged, outcome, times);
    }

    /** As {@link #parse} reads it, except for how often it holds. */
    String words() {
        return (slow.isZero() ? "" : SLOW + Durations.words(slow) + " then ")
                + (charged ? CHARGE : "")
                + outcome.words();
    }

    Money money() {
        if (charged) {
            return Money.CHARGED;
        }
        if (outcome instanceof Status status && status.failsGeneration()) {
            return Money.REFUNDED;
        }
        return outcome.costs() ? Money.CHARGED : Money.UNTOUCHED;
    }

    /** Whether it takes effect before the body is read, where no prompt can say so. */
    boolean isBeforeBody() {
        return outcome == Named.RESET_AFTER_HEADERS || outcome == Named.RESET_AT_ACCEPT;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "unknown directive '" + Quote.of(text) + "'; there are: a status such as 500, "
                        + "'500 html', '429 after 7s', '429 after 7s as a date' or '429 after 7s in the body'; "
                        + Named.all()
                        + "; 'slow 30s'; each may follow 'slow 30s then' and 'charge then', and end in 'once' or "
                        + "'the first 3 times'");
    }
}
