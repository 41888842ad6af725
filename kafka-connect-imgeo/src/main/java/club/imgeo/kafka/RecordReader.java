package club.imgeo.kafka;

import club.imgeo.client.Excerpt;
import club.imgeo.client.InvalidRequestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Gathers a request from a record's value over the connector's defaults. Checks nothing but the form of the value. */
final class RecordReader {
    /** The API's own names, as the client knows them. */
    static final List<String> NAMES =
            List.of("model", "prompt", "negative_prompt", "aspect_ratio", "count", "mode", "image");

    /** Who sent a hundred fields sees what is wrong by the first of them. */
    private static final int MOST_NAMED = 20;

    private static final int LONGEST_TYPO = 100;

    private static final String REMEDY = "; set value.converter to org.apache.kafka.connect.storage.StringConverter for"
            + " prompts and JSON, or to the converter that the records were written with";

    private final Map<String, Object> defaults;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Set<String> others;
    private final boolean ignoreUnknown;

    /** For records that hold a request and nothing else. */
    RecordReader(Map<String, Object> defaults, Map<String, String> fieldNames, boolean ignoreUnknown) {
        this(defaults, fieldNames, ignoreUnknown, Set.of());
    }

    /**
     * @param defaults under the API's own names
     * @param fieldNames what a record calls a field, by the API's own name; a field that is not here has that name
     * @param others what else a record may hold, such as the field that its charge key is made of
     */
    RecordReader(
            Map<String, Object> defaults, Map<String, String> fieldNames, boolean ignoreUnknown, Set<String> others) {
        this.others = Set.copyOf(others);
        this.defaults = Map.copyOf(defaults);
        NAMES.forEach(name -> sources.put(name, fieldNames.getOrDefault(name, name)));
        this.ignoreUnknown = ignoreUnknown;
        Set<String> strange = new TreeSet<>(fieldNames.keySet());
        strange.removeAll(NAMES);
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException(strange + " are no fields of a request; known are " + listed(NAMES));
        }
    }

    /**
     * The loose fields of the request, under the API's own names, for the client to check.
     *
     * @throws InvalidRequestException for a value that is no request by its form
     */
    Map<String, Object> read(SinkRecord record) {
        Map<String, Object> said = RecordFields.of(record.value());
        Map<String, Object> fields = new LinkedHashMap<>(defaults);
        if (said == null) {
            fields.put("prompt", prompt(record.value()));
            return fields;
        }
        if (!ignoreUnknown) {
            refuseUnknown(said.keySet());
        }
        sources.forEach((name, source) -> {
            Object value = said.get(source);
            if (value != null) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    private static String prompt(@Nullable Object value) {
        String text = RecordFields.text(value);
        if (text != null) {
            return text;
        }
        throw InvalidRequestException.before(List.of(
                Utf8.bytes(value) != null
                        ? "value: its bytes are no text in UTF-8" + REMEDY
                        : "value: a text or an object is needed, and "
                                + (value == null ? "null" : value.getClass().getName()) + " came" + REMEDY));
    }

    private void refuseUnknown(Set<String> names) {
        List<String> unknown = names.stream()
                .filter(name -> !sources.containsValue(name) && !others.contains(name))
                .sorted()
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        List<String> objections = new ArrayList<>();
        unknown.stream().limit(MOST_NAMED).forEach(name -> objections.add(objection(name)));
        if (unknown.size() > MOST_NAMED) {
            objections.add("and " + (unknown.size() - MOST_NAMED) + " more unknown fields");
        }
        objections.add(
                unknown.equals(List.of("payload", "schema"))
                        ? "this is JSON with a schema; set value.converter=org.apache.kafka.connect.json.JsonConverter"
                        : "set imgeo.unknown.fields=ignore to leave unknown fields out");
        throw InvalidRequestException.before(objections);
    }

    private String objection(String name) {
        String hint = sources.entrySet().stream()
                .filter(each -> likeness(name, each) > 2)
                .max(Comparator.comparingInt(each -> likeness(name, each)))
                .map(each -> each.getKey().equals(name)
                        ? name + " is read from " + Excerpt.quoted(each.getValue()) + " here"
                        : "did you mean " + each.getValue())
                .orElse("known are " + listed(sources.values()));
        return "unknown field " + Excerpt.quoted(name) + "; " + hint;
    }

    /** How many letters are the same, where one is a part of the other: negativePrompt, ratio, image_url. */
    private static int likeness(String typed, Map.Entry<String, String> field) {
        return Math.max(likeness(typed, field.getKey()), likeness(typed, field.getValue()));
    }

    private static int likeness(String typed, String name) {
        if (typed.length() > LONGEST_TYPO) {
            return 0;
        }
        String wanted = letters(typed);
        String known = letters(name);
        return wanted.contains(known) || known.contains(wanted) ? Math.min(wanted.length(), known.length()) : 0;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String listed(Iterable<String> names) {
        return String.join(", ", names);
    }
}
