package club.imgeo.kafka;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Each topic has one use. A sink that reads what it writes would draw for ever, and pay. */
final class TopicsCheck {
    /** An honest expression needs a few for each character of a name, which has 249 at most. */
    private static final int MAX_STEPS = 100_000;

    /**
     * Expressions that take each step by looking at a character, so that their steps can be counted: without groups,
     * counts and assertions, and short. Only these are compared; for all others, {@link RunningSink#open} refuses a topic
     * that the sink writes.
     */
    private static final Pattern SIMPLE = Pattern.compile("[\\w.*+?|,\\[\\]-]{0,500}+");

    private static final Pattern SIMPLE_ESCAPES = Pattern.compile("\\\\[.dw-]");

    private TopicsCheck() {}

    static void check(Given given, Objections objections) {
        Map<String, String> written = written(given, objections);
        Predicate<String> isRead = read(given, objections);
        Map<String, String> taken = new HashMap<>();
        written.forEach((option, topic) -> {
            String other = taken.putIfAbsent(topic, option);
            if (other != null) {
                objections.add(option, "the topic " + topic + " is that of " + other + " too; name another");
            }
            if (isRead.test(topic)) {
                objections.add(option, "the topic " + topic + " is one that the connector reads; name another");
            }
        });
        if (given.raw(SinkOptions.DEAD_LETTER_QUEUE) != null
                && !"all".equalsIgnoreCase(given.raw(SinkOptions.TOLERANCE))) {
            objections.add(
                    SinkOptions.DEAD_LETTER_QUEUE,
                    "Connect stops the task at its first report there unless errors.tolerance is all; set that, or use "
                            + SinkOptions.ERROR_TOPIC + " instead");
        }
    }

    /** By the options that name them. */
    private static Map<String, String> written(Given given, Objections objections) {
        Map<String, String> topics = new LinkedHashMap<>();
        putIfGiven(topics, SinkOptions.RESULT_TOPIC, given);
        putIfGiven(topics, SinkOptions.ERROR_TOPIC, given);
        putIfGiven(topics, SinkOptions.JOURNAL_TOPIC, given);
        String connector = given.raw(SinkOptions.NAME);
        if (connector != null && given.raw(SinkOptions.JOURNAL_TOPIC) == null) {
            String journal = ImgeoSinkConfig.journalTopic(connector);
            topics.put(SinkOptions.JOURNAL_TOPIC, journal);
            if (!OptionsBuilder.isTopic(journal)) {
                objections.add(
                        SinkOptions.JOURNAL_TOPIC,
                        "the connector's name gives no name for a topic; name one of letters, digits, dots, low lines and"
                                + " dashes");
            }
        }
        String deadLetters = given.raw(SinkOptions.DEAD_LETTER_QUEUE);
        if (deadLetters != null) {
            topics.put(SinkOptions.DEAD_LETTER_QUEUE, deadLetters);
        }
        return topics;
    }

    private static void putIfGiven(Map<String, String> topics, String option, Given given) {
        String topic = given.text(option);
        if (topic != null) {
            topics.put(option, topic);
        }
    }

    private static Predicate<String> read(Given given, Objections objections) {
        String listed = given.raw(SinkOptions.TOPICS);
        Set<String> names = new HashSet<>();
        if (listed != null) {
            Arrays.stream(listed.split(",")).map(String::strip).forEach(names::add);
        }
        Pattern pattern = simple(given.raw(SinkOptions.TOPICS_REGEX));
        return topic -> names.contains(topic) || (pattern != null && matches(pattern, topic, objections));
    }

    private static @Nullable Pattern simple(@Nullable String regex) {
        String inner = regex == null ? "(" : regex.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        try {
            boolean simple = SIMPLE.matcher(SIMPLE_ESCAPES.matcher(inner).replaceAll("."))
                    .matches();
            return simple ? Pattern.compile(inner) : null;
        } catch (PatternSyntaxException e) {
            return null; // Connect objects to it
        }
    }

    private static boolean matches(Pattern pattern, String topic, Objections objections) {
        try {
            return pattern.matcher(new Counted(topic)).matches();
        } catch (TooManySteps e) {
            objections.add(
                    SinkOptions.TOPICS_REGEX,
                    "more than " + MAX_STEPS
                            + " steps are needed to compare it with a topic's name; use fewer repetitions");
            return false;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Ends a comparison that would keep the worker busy, as some expressions need exponential time. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
