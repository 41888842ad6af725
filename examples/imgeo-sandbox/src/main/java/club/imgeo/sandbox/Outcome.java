package club.imgeo.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a call ends. */
sealed interface Outcome {

    /** Whether the credits go by themselves, without {@code charge then}. */
    boolean costs();

    /** What a directive says to get it. */
    String words();

    /** Every way to end that is not a bare status. The names are what a directive says. */
    enum Named implements Outcome {
        OK(true),
        PARTIAL(true),
        CUT(true),
        GARBAGE(true),
        WRONG(true),
        NO_URLS(true),
        BAD_URLS(true),
        TOO_LARGE(true),
        DEEP(true),
        GZIP(true),
        STALL(true),
        RESET(false),
        RESET_AFTER_HEADERS(false),
        RESET_AT_ACCEPT(false),
        EOF(false),
        SILENT(false);

        private final boolean costs;

        Named(boolean costs) {
            this.costs = costs;
        }

        @Override
        public boolean costs() {
            return costs;
        }

        @Override
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static String all() {
            return Arrays.stream(values()).map(Named::words).collect(Collectors.joining(", "));
        }

        private static Optional<Outcome> find(String words) {
            return Arrays.stream(values())
                    .filter(named -> named.words().equals(words))
                    .<Outcome>map(named -> named)
                    .findFirst();
        }
    }

    /** A status; {@code page} makes the body a gateway's page in place of the API's JSON. */
    record Status(int code, boolean page, @Nullable RetryAfter retryAfter) implements Outcome {
        private static final Pattern FORM =
                Pattern.compile("([2-5]\\d\\d)( html| json)?(?: after (\\S+)( as a date| in the body)?)?");

        @Override
        public boolean costs() {
            return failsGeneration();
        }

        /** The API's own 500: it charged, failed, and gives the credits back. */
        boolean failsGeneration() {
            return code == 500 && !page;
        }

        @Override
        public String words() {
            String body = page == isOfGateway(code) ? "" : page ? " html" : " json";
            return code + body + (retryAfter == null ? "" : retryAfter.words());
        }

        /** What stands in front of a server answers these, and it speaks HTML. */
        private static boolean isOfGateway(int code) {
            return code > 500 && code != 501;
        }

        private static Optional<Outcome> find(String words) {
            Matcher form = FORM.matcher(words);
            if (!form.matches() || words.startsWith("200")) {
                return Optional.empty();
            }
            int code = Integer.parseInt(form.group(1));
            boolean page =
                    form.group(2) == null ? isOfGateway(code) : form.group(2).equals(" html");
            return Optional.of(new Status(code, page, RetryAfter.of(form.group(3), form.group(4))));
        }
    }

    /** When to come again, and where the answer says so. */
    record RetryAfter(Duration delay, Form form) {
        enum Form {
            SECONDS,
            DATE,
            BODY
        }

        private String words() {
            String where =
                    switch (form) {
                        case SECONDS -> "";
                        case DATE -> " as a date";
                        case BODY -> " in the body";
                    };
            return " after " + Durations.words(delay) + where;
        }

        private static @Nullable RetryAfter of(@Nullable String wait, @Nullable String form) {
            if (wait == null) {
                return null;
            }
            Duration duration = Durations.parse(wait);
            if (form == null) {
                return new RetryAfter(duration, Form.SECONDS);
            }
            return new RetryAfter(duration, form.equals(" as a date") ? Form.DATE : Form.BODY);
        }
    }

    static Optional<Outcome> find(String words) {
        return Named.find(words).or(() -> Status.find(words));
    }
}
