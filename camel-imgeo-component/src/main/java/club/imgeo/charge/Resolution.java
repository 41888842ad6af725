package club.imgeo.charge;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Excerpt;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.RequestLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a key in doubt. Their words are on one line, so that they forge none in a log.
 *
 * @param outcome CHARGED or NOT_CHARGED
 * @param by who says so
 * @param images that were paid for, where they could be found; a message with the key gets them for nothing then
 * @param tenant whose key it is, as {@code creditBudgetPer} had it; null if the key has no tenant
 */
public record Resolution(
        String key,
        CreditOutcome outcome,
        String by,
        String why,
        List<URI> images,
        @Nullable String tenant) {
    private static final List<String> FIELDS = List.of("key", "outcome", "by", "why", "images", "tenant");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_URL = 2_000;
    private static final int MOST_IMAGES = 16;
    private static final int MOST_NAMED = 5;

    /** Of a key without a tenant. */
    public Resolution(String key, CreditOutcome outcome, String by, String why, List<URI> images) {
        this(key, outcome, by, why, images, null);
    }

    public Resolution {
        images = List.copyOf(images);
    }

    /**
     * Reads the fields {@code key}, {@code outcome}, {@code by}, {@code why}, {@code images} and {@code tenant}.
     *
     * @throws InvalidRequestException naming every objection
     */
    public static Resolution read(Map<?, ?> fields) {
        RequestLimits.checkWhole("body", fields, UnaryOperator.identity());
        List<String> objections = new ArrayList<>();
        fields.keySet().stream()
                .map(RequestLimits::nameOf)
                .filter(name -> !FIELDS.contains(name))
                .limit(MOST_NAMED)
                .forEach(name -> objections.add(
                        "unknown field " + Excerpt.quoted(name) + "; known are " + String.join(", ", FIELDS)));
        String key = text(fields, "key", ChargeKeys.LONGEST, objections);
        String tenant = fields.get("tenant") == null ? null : text(fields, "tenant", ChargeKeys.LONGEST, objections);
        CreditOutcome outcome = outcome(fields.get("outcome"), objections);
        String by = text(fields, "by", LONGEST_NAME, objections);
        String why = text(fields, "why", LONGEST_REASON, objections);
        List<URI> images = images(fields.get("images"), objections);
        if (outcome == CreditOutcome.NOT_CHARGED && !images.isEmpty()) {
            objections.add("images: are only for CHARGED; what was not paid for has none");
        }
        if (!objections.isEmpty()) {
            throw InvalidRequestException.before(objections);
        }
        return new Resolution(key, outcome, Excerpt.of(by), Excerpt.of(why), images, tenant);
    }

    /** As the journal keeps it. */
    public Outcome word() {
        Drawing found = images.isEmpty() ? null : new Drawing(images, "", null, false, true);
        return new Outcome(outcome, null, found, why, by);
    }

    /**
     * Ends the doubt in {@code journal}.
     *
     * @return fails with {@link InvalidRequestException}, which says how the key stands, if it is not in doubt
     */
    public CompletableFuture<Charge> in(ChargeJournal journal, Instant now) {
        String stored = ChargeKeys.isStored(key) ? key : ChargeKeys.stored(tenant, key);
        if (stored.equals(key)) {
            return journal.resolve(key, word(), now);
        }
        return journal.find(stored)
                .thenCombine(
                        journal.find(key), (own, plain) -> isInDoubt(own, now) || !isInDoubt(plain, now) ? stored : key)
                .thenCompose(filed -> journal.resolve(filed, word(), now));
    }

    private boolean isInDoubt(List<Charge> charges, Instant now) {
        return charges.stream()
                .anyMatch(charge -> charge.isInDoubt(now)
                        && Objects.equals(charge.intent().scope().tenant(), tenant));
    }

    private static String text(Map<?, ?> fields, String name, int longest, List<String> objections) {
        Object value = fields.get(name);
        if (value == null) {
            objections.add(name + ": is missing");
        } else if (!(value instanceof CharSequence)) {
            objections.add(name + ": a text is needed, and something of type " + kind(value) + " came");
        } else if (value.toString().length() > longest) {
            objections.add(
                    name + ": has " + value.toString().length() + " characters; at most " + longest + " are allowed");
        } else if (value.toString().isBlank()) {
            objections.add(name + ": is blank");
        } else {
            return value.toString();
        }
        return "";
    }

    private static CreditOutcome outcome(@Nullable Object value, List<String> objections) {
        if (value == null) {
            objections.add("outcome: is missing; CHARGED or NOT_CHARGED");
        } else if (value.toString().equals("CHARGED") || value.toString().equals("NOT_CHARGED")) {
            return CreditOutcome.valueOf(value.toString());
        } else {
            objections.add("outcome: " + Excerpt.quoted(value.toString()) + " is neither CHARGED nor NOT_CHARGED");
        }
        return CreditOutcome.UNKNOWN;
    }

    private static List<URI> images(@Nullable Object value, List<String> objections) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> urls)) {
            objections.add("images: a list of URLs is needed, and something of type " + kind(value) + " came");
            return List.of();
        }
        if (urls.size() > MOST_IMAGES) {
            objections.add("images: are " + urls.size() + "; at most " + MOST_IMAGES + " are allowed");
            return List.of();
        }
        List<URI> images = new ArrayList<>();
        for (Object each : urls) {
            URI url = url(String.valueOf(each));
            if (url == null) {
                objections.add("images: " + Excerpt.quoted(String.valueOf(each))
                        + " is not an absolute http or https URL of at most " + LONGEST_URL
                        + " characters, without a user name");
            } else {
                images.add(url);
            }
        }
        return images;
    }

    private static @Nullable URI url(String text) {
        if (text.length() > LONGEST_URL) {
            return null;
        }
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            String host = url.getRawAuthority(); // getHost() is null for a_b.example, which servers do have
            boolean usable = (scheme.equals("http") || scheme.equals("https")) && host != null && !host.contains("@");
            return usable ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String kind(Object value) {
        return value.getClass().getSimpleName();
    }
}
