package club.imgeo.kafka;

import java.util.HashMap;
import java.util.Map;

/** No field of a record stands for two of the API's. */
final class RecordsCheck {
    private RecordsCheck() {}

    static void check(Given given, Objections objections) {
        Map<String, String> taken = new HashMap<>();
        SinkOptions.FIELDS.forEach((field, option) -> {
            String name = name(given, field);
            String other = taken.putIfAbsent(name, option);
            if (other != null) {
                objections.add(option, "the field '" + name + "' is that of " + other + " too; name another");
            }
        });
    }

    /** What the API's {@code field} is called in a record. */
    static String name(Given given, String field) {
        String name = given.text(SinkOptions.FIELDS.getOrDefault(field, field));
        return name == null ? field : name;
    }
}
