package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.jspecify.annotations.Nullable;

/**
 * What a form offers for an option, from what is filled in already.
 *
 * @param dependents the options whose own suggestions follow this one's value
 */
record Suggestion(@Nullable Recommender recommender, List<String> dependents) {
    static final Suggestion NONE = new Suggestion(null, List.of());

    static Suggestion of(Function<Map<String, Object>, List<?>> values) {
        return of(values, parsed -> true);
    }

    static Suggestion of(Function<Map<String, Object>, List<?>> values, Predicate<Map<String, Object>> visible) {
        return new Suggestion(
                new Recommender() {
                    @Override
                    public List<Object> validValues(String name, Map<String, Object> parsed) {
                        return new ArrayList<>(values.apply(parsed)); // Kafka takes from it
                    }

                    @Override
                    public boolean visible(String name, Map<String, Object> parsed) {
                        return visible.test(parsed);
                    }
                },
                List.of());
    }

    Suggestion leadingTo(String... options) {
        return new Suggestion(recommender, List.of(options));
    }
}
