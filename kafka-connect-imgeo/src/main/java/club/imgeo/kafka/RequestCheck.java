package club.imgeo.kafka;

import static java.util.stream.Collectors.joining;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.AspectRatio;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Mode;
import club.imgeo.client.ModelCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The request's defaults, as if a record with a good prompt and nothing else had come. */
final class RequestCheck implements SinkValidation.Check {
    private static final Map<String, String> OPTIONS = Map.of(
            "model", SinkOptions.MODEL,
            "aspect_ratio", SinkOptions.ASPECT_RATIO,
            "count", SinkOptions.COUNT,
            "mode", SinkOptions.MODE,
            "image", SinkOptions.IMAGE,
            "negative_prompt", SinkOptions.NEGATIVE_PROMPT);
    private static final String VALIDATION = "modelValidation";
    private static final String MAX_COUNT = "maxCount";

    private final Function<Given, ModelCatalog> server;

    RequestCheck(Function<Given, ModelCatalog> server) {
        this.server = server;
    }

    @Override
    public void check(Given given, Objections objections) {
        GenerateRequest request = read(given, objections);
        checkCap(request, given, objections);
        List<String> found = new ArrayList<>(request.objections());
        if (request.model().isBlank()) {
            found.removeIf(each -> each.startsWith("model:")); // each record names its own
            AspectRatio ratio = request.aspectRatio();
            if (ratio != null && !AspectRatio.DOCUMENTED.contains(ratio) && isStrict(given)) {
                found.add("aspect_ratio: " + ratio + " is not one of "
                        + AspectRatio.DOCUMENTED.stream()
                                .map(AspectRatio::toString)
                                .collect(joining(", ")));
            }
        } else {
            found.addAll(limits(request, given));
        }
        found.forEach(each -> tell(each, objections));
    }

    /** What this jar knows comes first; where it objects, the server may know better. */
    private List<String> limits(GenerateRequest request, Given given) {
        List<String> bundled = limits(ModelCatalog.bundled(), request, given);
        if (bundled.isEmpty()) {
            return bundled;
        }
        ModelCatalog live = server.apply(given);
        List<String> objections = limits(live, request, given);
        if (live.liveAsOf().isPresent()) {
            return objections;
        }
        String milder = live.find(request.model()).isPresent() ? "off" : "lenient";
        String remedy = ". The server could not be asked; where it knows better, set " + SinkOptions.COMPONENT
                + VALIDATION + "=" + milder;
        return objections.stream().map(each -> each + remedy).toList();
    }

    private static List<String> limits(ModelCatalog catalog, GenerateRequest request, Given given) {
        boolean known = catalog.find(request.model()).isPresent();
        boolean lenient = "lenient".equalsIgnoreCase(given.component(VALIDATION));
        boolean checked = isStrict(given) || (lenient && known);
        return checked ? catalog.objectionsTo(request) : List.of();
    }

    private static boolean isStrict(Given given) {
        String validation = given.component(VALIDATION);
        return !("lenient".equalsIgnoreCase(validation) || "off".equalsIgnoreCase(validation));
    }

    private static GenerateRequest read(Given given, Objections objections) {
        String model = given.text(SinkOptions.MODEL);
        Mode mode = parsed(given, SinkOptions.MODE, Mode::parse, objections);
        String image = given.text(SinkOptions.IMAGE);
        if (image == null && mode == Mode.IMG2IMG) {
            image = "https://example.com/from-the-record.png";
        }
        return new GenerateRequest(
                model == null ? "" : model,
                "anything",
                given.value(SinkOptions.COUNT) instanceof Integer count ? count : 1,
                parsed(given, SinkOptions.ASPECT_RATIO, AspectRatio::parse, objections),
                mode,
                given.text(SinkOptions.NEGATIVE_PROMPT),
                image);
    }

    private static <T> @Nullable T parsed(
            Given given, String option, Function<String, T> parser, Objections objections) {
        String text = given.text(option);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            objections.add(option, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The component's own cap, which has a default. */
    private static void checkCap(GenerateRequest request, Given given, Objections objections) {
        String set = given.component(MAX_COUNT);
        String cap = set == null ? Integer.toString(new ImgeoComponent().getMaxCount()) : set;
        if (cap.matches("\\d{1,9}") && request.count() > Integer.parseInt(cap)) {
            objections.add(
                    SinkOptions.COUNT,
                    request.count() + " is more than " + SinkOptions.COMPONENT + MAX_COUNT + "=" + cap
                            + "; ask for fewer, or raise that cap");
        }
    }

    private static void tell(String objection, Objections objections) {
        int colon = objection.indexOf(": ");
        String field = objection.substring(0, colon);
        objections.add(OPTIONS.getOrDefault(field, SinkOptions.MODEL), objection.substring(colon + 2));
    }
}
