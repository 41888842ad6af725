package club.imgeo.sandbox;

import club.imgeo.sandbox.Outcome.Named;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes wrong next: what was armed for the next calls, then what the prompt says, then what the rates draw. */
final class Faults {
    private static final int MOST_ARMED = 10_000;
    private static final int MOST_SHOWN = 5;

    private final Map<Endpoint, Queue<Directive>> armed = new EnumMap<>(Endpoint.class);
    private final Map<Directive, Double> rates = new LinkedHashMap<>();
    private final Map<String, Integer> draws = new HashMap<>();
    private final Map<Call, Integer> calls = new HashMap<>();
    private long seed;
    private int resetsAtAccept;

    private record Call(String account, String prompt) {}

    /** Checks everything before it changes anything. The rates replace those of before; what is armed adds up. */
    synchronized void set(Map<String, Double> newRates, long newSeed, List<String> next) {
        Map<Directive, Double> parsed = parse(newRates);
        List<Armed> toArm = next.stream().map(Armed::parse).toList();
        rates.clear();
        rates.putAll(parsed);
        draws.clear();
        seed = newSeed;
        toArm.forEach(this::arm);
    }

    synchronized void arm(List<String> next) {
        next.stream().map(Armed::parse).toList().forEach(this::arm);
    }

    synchronized void clear() {
        set(Map.of(), 0, List.of());
        armed.clear();
        calls.clear();
        resetsAtAccept = 0;
    }

    /** What is going to go wrong: what is armed, by endpoint where it is not a generation, and the rates. */
    synchronized List<String> inWords() {
        List<String> words = new ArrayList<>();
        armed.forEach((endpoint, queue) -> queue.stream()
                .limit(MOST_SHOWN)
                .map(directive -> (endpoint == Endpoint.GENERATE ? "" : endpoint.word() + ": ") + directive.words())
                .forEach(words::add));
        if (resetsAtAccept > 0) {
            words.add(Named.RESET_AT_ACCEPT.words());
        }
        rates.forEach((directive, chance) -> words.add(directive.words() + " at a rate of " + chance));
        return words;
    }

    /** Whether the connection that was just accepted is to be reset. */
    synchronized boolean takeResetAtAccept() {
        if (resetsAtAccept == 0) {
            return false;
        }
        resetsAtAccept--;
        return true;
    }

    /** What was armed for this call; {@code null} when nothing was. */
    synchronized @Nullable Directive takeArmed(Endpoint endpoint) {
        Queue<Directive> queue = armed.get(endpoint);
        return queue == null ? null : queue.poll();
    }

    /** What becomes of a call for which nothing was armed. */
    synchronized Directive decide(String account, String prompt) {
        Directive inPrompt = Directive.inPrompt(prompt);
        if (inPrompt == null) {
            return rates.isEmpty() ? Directive.NONE : draw(prompt);
        }
        if (inPrompt.outcome() == Named.RESET_AT_ACCEPT) {
            throw Refusal.badRequest("sandbox: 'reset at accept' comes before any prompt; arm it at /sandbox/faults");
        }
        if (inPrompt.times() == Directive.ALWAYS) {
            return inPrompt;
        }
        int nth = calls.merge(new Call(account, prompt), 1, Integer::sum);
        return nth <= inPrompt.times() ? inPrompt : Directive.NONE;
    }

    private Directive draw(String prompt) {
        // By prompt and attempt, and not in the order of arrival, so that the same seed brings the same faults
        // however the calls of a concurrent run interleave.
        int attempt = draws.merge(prompt, 1, Integer::sum);
        double drawn = new SplittableRandom(seed ^ (prompt.hashCode() * 0x9E3779B97F4A7C15L) + attempt).nextDouble();
        for (Map.Entry<Directive, Double> rate : rates.entrySet()) {
            drawn -= rate.getValue();
            if (drawn < 0) {
                return rate.getKey();
            }
        }
        return Directive.NONE;
    }

    private void arm(Armed next) {
        Directive directive = next.directive();
        int times = directive.times() == Directive.ALWAYS ? 1 : directive.times();
        if (directive.outcome() == Named.RESET_AT_ACCEPT) {
            resetsAtAccept += times;
            return;
        }
        Queue<Directive> queue = armed.computeIfAbsent(next.endpoint(), endpoint -> new ArrayDeque<>());
        if (queue.size() + times > MOST_ARMED) {
            throw Refusal.badRequest("at most " + MOST_ARMED + " faults can be armed");
        }
        for (int i = 0; i < times; i++) {
            queue.add(directive);
        }
    }

    private static Map<Directive, Double> parse(Map<String, Double> rates) {
        Map<Directive, Double> parsed = new LinkedHashMap<>();
        // In an order of their own, since that of some maps differs from run to run, and the draw depends on it.
        Map<String, Double> sorted = new TreeMap<>(rates);
        double sum = 0;
        for (Map.Entry<String, Double> rate : sorted.entrySet()) {
            Directive directive = Directive.parse(rate.getKey());
            if (directive.isBeforeBody() || directive.times() != Directive.ALWAYS) {
                throw Refusal.badRequest(
                        "a rate can be neither a reset before the body nor 'once'; arm it with 'next'");
            }
            double chance = rate.getValue();
            if (!(chance >= 0 && chance <= 1)) {
                throw Refusal.badRequest("a rate must be 0 to 1");
            }
            sum += chance;
            parsed.put(directive, chance);
        }
        if (sum > 1.000001) {
            throw Refusal.badRequest("all rates together must not exceed 1");
        }
        return parsed;
    }

    /** A directive for the next call, whatever its prompt: {@code 429 after 7s}, or {@code balance: 503}. */
    private record Armed(Endpoint endpoint, Directive directive) {
        static Armed parse(String text) {
            for (Endpoint endpoint : Endpoint.values()) {
                if (text.startsWith(endpoint.word() + ":")) {
                    return new Armed(
                            endpoint,
                            Directive.parse(text.substring(endpoint.word().length() + 1)));
                }
            }
            return new Armed(Endpoint.GENERATE, Directive.parse(text));
        }
    }
}
