package club.imgeo.kafka;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key to the account: the option's, or that of the worker's environment. */
final class WorkerKey {
    static final String VARIABLE = "IMGEO_API_KEY";

    private WorkerKey() {}

    /** Null where there is neither. */
    static @Nullable String of(@Nullable String option, Function<String, @Nullable String> environment) {
        String key = option == null || option.isBlank() ? environment.apply(VARIABLE) : option;
        return key == null || key.isBlank() ? null : key.strip();
    }
}
