package club.imgeo.kafka;

import java.util.List;

/** The forms of {@code imgeo.charge.key}. */
final class ChargeKeyOption {
    static final String RECORD = "record";
    static final String KEY = "key";
    static final String FIELD = "field:";
    static final List<String> SUGGESTED = List.of(RECORD, KEY, FIELD + "id");

    private ChargeKeyOption() {}

    static boolean isValid(String option) {
        return option.equals(RECORD)
                || option.equals(KEY)
                || (option.startsWith(FIELD)
                        && !option.substring(FIELD.length()).isBlank());
    }
}
