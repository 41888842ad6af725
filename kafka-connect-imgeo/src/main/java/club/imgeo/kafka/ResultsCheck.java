package club.imgeo.kafka;

import java.lang.reflect.Modifier;
import org.apache.kafka.connect.storage.Converter;

/** The converters are some that can be made. */
final class ResultsCheck {
    private ResultsCheck() {}

    static void check(Given given, Objections objections) {
        check(SinkOptions.RESULT_CONVERTER, given, objections);
        check(SinkOptions.RESULT_KEY_CONVERTER, given, objections);
    }

    private static void check(String option, Given given, Objections objections) {
        if (given.value(option) instanceof Class<?> type && !isMadeAsConverter(type)) {
            objections.add(
                    option,
                    type.getName() + " is no Converter with a constructor that takes nothing; give one such as"
                            + " org.apache.kafka.connect.json.JsonConverter");
        }
    }

    private static boolean isMadeAsConverter(Class<?> type) {
        try {
            return Converter.class.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())
                    && Modifier.isPublic(type.getDeclaredConstructor().getModifiers());
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }
}
