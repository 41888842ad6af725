package club.imgeo.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to draw. Holds whatever it is given; {@link #objections()} and {@link ImageModel#objectionsTo} say what is wrong
 * with it, and {@link ImgeoClient#generate} refuses it then before anything is sent.
 *
 * @param model the id, such as {@code google/imagen-4}
 * @param prompt at most 2,000 characters, counted as Unicode code points, as are all other texts
 * @param count how many images; each is paid for
 * @param aspectRatio null for the server's default, 1:1
 * @param mode null for the server's default, {@code text2img}
 * @param negativePrompt what to leave out; not every model takes one
 * @param image the public URL that {@code img2img} starts from; nobody here fetches it
 */
public record GenerateRequest(
        String model,
        String prompt,
        int count,
        @Nullable AspectRatio aspectRatio,
        @Nullable Mode mode,
        @Nullable String negativePrompt,
        @Nullable String image) {
    /** What is null though it must not be counts as missing, for callers whom no compiler warns of it. */
    public GenerateRequest {
        model = model == null ? "" : model;
        prompt = prompt == null ? "" : prompt;
    }

    /** One image, with the server's defaults. */
    public static GenerateRequest of(String model, String prompt) {
        return new GenerateRequest(model, prompt, 1, null, null, null, null);
    }

    public GenerateRequest withCount(int count) {
        return new GenerateRequest(model, prompt, count, aspectRatio, mode, negativePrompt, image);
    }

    public GenerateRequest withAspectRatio(AspectRatio aspectRatio) {
        return new GenerateRequest(model, prompt, count, aspectRatio, mode, negativePrompt, image);
    }

    public GenerateRequest withNegativePrompt(String negativePrompt) {
        return new GenerateRequest(model, prompt, count, aspectRatio, mode, negativePrompt, image);
    }

    /** Draws from {@code image}, a public URL, and the prompt. */
    public GenerateRequest withImage(String image) {
        return new GenerateRequest(model, prompt, count, aspectRatio, Mode.IMG2IMG, negativePrompt, image);
    }

    /**
     * The loose fields of a JSON object, for {@link ImgeoClient#quote(Map)} to check.
     *
     * @throws InvalidRequestException for anything else, and for more than {@link RequestLimits} allows
     */
    public static Map<String, Object> fieldsOf(String json) {
        return Json.fields(json);
    }

    /** The request under the API's own field names, without those that are not set. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model);
        fields.put("prompt", prompt);
        fields.put("count", count);
        if (aspectRatio != null) {
            fields.put("aspect_ratio", aspectRatio.toString());
        }
        if (mode != null) {
            fields.put("mode", mode.toString());
        }
        if (negativePrompt != null) {
            fields.put("negative_prompt", negativePrompt);
        }
        if (image != null) {
            fields.put("image", image);
        }
        return fields;
    }

    /** What any model would refuse in this, all at once; empty when none would. Costs nothing. */
    public List<String> objections() {
        List<String> objections = hugeTexts();
        if (!objections.isEmpty()) {
            return objections; // nothing else looks at such a text
        }
        if (model.isBlank()) {
            objections.add("model: is missing; name one, such as google/imagen-4");
        }
        if (prompt.isBlank()) {
            objections.add("prompt: is missing or blank; say what to draw");
        }
        texts().forEach((field, text) -> {
            addIfPresent(RequestLimits.longText(field, text), objections);
            checkSurrogates(field, text, objections);
        });
        if (count < 1) {
            objections.add("count: " + count + " is less than 1");
        }
        if (image != null) {
            ImageUrl.objectionTo(image).ifPresent(objections::add);
            if (mode != Mode.IMG2IMG) {
                objections.add("image: is used in mode img2img only, and the mode is "
                        + (mode == null ? "the default, text2img" : mode) + "; set mode to img2img");
            }
        } else if (mode == Mode.IMG2IMG) {
            objections.add("image: is missing; mode img2img starts from one, given as a public URL");
        }
        return objections;
    }

    /** Returns the objections to texts that are too long for anything else to look at. The list can be added to. */
    List<String> hugeTexts() {
        List<String> objections = new ArrayList<>();
        texts().forEach((field, text) -> addIfPresent(RequestLimits.hugeText(field, text), objections));
        return objections;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("model", model);
        texts.put("prompt", prompt);
        if (negativePrompt != null) {
            texts.put("negative_prompt", negativePrompt);
        }
        if (image != null) {
            texts.put("image", image);
        }
        return texts;
    }

    private static void addIfPresent(@Nullable String objection, List<String> objections) {
        if (objection != null) {
            objections.add(objection);
        }
    }

    private static void checkSurrogates(String field, String text, List<String> objections) {
        if (hasLoneSurrogate(text)) {
            objections.add(field + ": holds half of a surrogate pair, which no encoding can carry");
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Says what is asked for, and of the prompt only its length: prompts are nobody's business in a log. */
    @Override
    public String toString() {
        return "GenerateRequest[model=" + ApiKey.masked(model) + ", count=" + count + ", aspectRatio=" + aspectRatio
                + ", mode=" + mode + ", prompt of " + prompt.length() + " characters]";
    }
}
