package club.imgeo.kafka;

import club.imgeo.client.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** No option is misspelt: one that nobody reads is one left out. */
final class NamesCheck {
    private static final String OURS = "imgeo.";
    private static final List<String> OPEN =
            List.of(SinkOptions.KAFKA, SinkOptions.RESULT_CONVERTER + ".", SinkOptions.RESULT_KEY_CONVERTER + ".");

    private NamesCheck() {}

    static void check(Given given, Objections objections) {
        Set<String> known = ImgeoSinkConfig.OPTIONS.names();
        given.under(OURS).keySet().stream()
                .map(OURS::concat)
                .filter(name -> !known.contains(name))
                .filter(name -> OPEN.stream().noneMatch(name::startsWith))
                .forEach(name ->
                        objections.add(name, "there is no such option; " + Nearest.hint(name, new TreeSet<>(known))));
    }
}
