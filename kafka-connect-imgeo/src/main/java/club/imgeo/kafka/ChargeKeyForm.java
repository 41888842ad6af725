package club.imgeo.kafka;

import club.imgeo.client.ApiKey;
import club.imgeo.client.Excerpt;
import club.imgeo.client.InvalidRequestException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record is paid for once by: its place in the topic, or else its key or a field of its value, and then once
 * within its source partition.
 *
 * <p>A number, a text that spells it and the bytes of that text are one key, so that another converter does not make the
 * same records new ones. Apart from that, different values make different keys.
 */
final class ChargeKeyForm {
    private static final String OPTION = "imgeo.charge.key";
    private static final String FIELD = "field:";
    /** What looks like an order's number. Anything else, prompts above all, is none of the journal's business. */
    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^#]][!-~]{0,99}");

    private enum Source {
        RECORD,
        KEY,
        FIELD
    }

    private final Source source;
    private final String field;

    private ChargeKeyForm(Source source, String field) {
        this.source = source;
        this.field = field;
    }

    /** @throws IllegalArgumentException for anything but {@code record}, {@code key} and {@code field:NAME} */
    static ChargeKeyForm parse(String form) {
        String stripped = form.strip();
        if (stripped.equals("record")) {
            return new ChargeKeyForm(Source.RECORD, "");
        }
        if (stripped.equals("key")) {
            return new ChargeKeyForm(Source.KEY, "");
        }
        String name =
                stripped.startsWith(FIELD) ? stripped.substring(FIELD.length()).strip() : "";
        if (name.isEmpty()) {
            throw new IllegalArgumentException(OPTION + ": " + Excerpt.quoted(form)
                    + " is none of record, key and field:NAME; set record unless each of your keys, or a field of each"
                    + " value, names one request");
        }
        return new ChargeKeyForm(Source.FIELD, name);
    }

    /** The fields of a value that it reads, which are none of the request's own. */
    Set<String> fields() {
        return source == Source.FIELD ? Set.of(field) : Set.of();
    }

    /** Whether each record has a key of its own, and so a charge of its own. */
    boolean isOfRecord() {
        return source == Source.RECORD;
    }

    /**
     * At most 255 characters.
     *
     * @throws InvalidRequestException where the record has no such key or field
     */
    String keyOf(Place place, SinkRecord record) {
        return switch (source) {
            case RECORD -> place.key();
            case KEY -> under(place, record.key(), "the record has no key");
            case FIELD -> {
                Map<String, Object> fields = RecordFields.of(record.value());
                yield fields == null
                        ? under(place, null, "the record's value has no fields, and so none named " + quotedField())
                        : under(place, fields.get(field), "the record's value has no field " + quotedField());
            }
        };
    }

    private String under(Place place, @Nullable Object value, String missing) {
        String canonical = canonical(value);
        String text = Canonical.scalar(value);
        if (ApiKey.isIn(canonical) || (text != null && ApiKey.isIn(text))) { // as reports and results repeat the key
            throw InvalidRequestException.before(
                    List.of(OPTION + ": the record's charge key contains an API key; remove it,"
                            + " and give the record something that names it"));
        }
        if (Canonical.isEmpty(value)) {
            throw refused(text == null ? missing : missing + " but a blank one");
        }
        // A text that begins with the sign of a hash is hashed itself, so that none can pass for another's.
        boolean plain = text != null && PLAIN.matcher(text).matches();
        return Place.prefix(place.topic(), place.partition()) + "="
                + (plain ? text : "#" + Sha256.of(text == null ? canonical : Canonical.of(text)));
    }

    private static String canonical(@Nullable Object value) {
        try {
            return Canonical.of(value);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage() + ", and may differ with each run");
        }
    }

    private String quotedField() {
        return Excerpt.quoted(field);
    }

    private static InvalidRequestException refused(String why) {
        return InvalidRequestException.before(List.of(OPTION + ": " + why + "; give each record one, or set " + OPTION
                + "=record to pay by its place in the topic"));
    }

    @Override
    public String toString() {
        return source == Source.FIELD ? FIELD + field : source.name().toLowerCase(Locale.ROOT);
    }
}
