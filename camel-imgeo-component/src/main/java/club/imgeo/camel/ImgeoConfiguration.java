package club.imgeo.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** What Camel sets on an endpoint; frozen when the endpoint starts. */
@UriParams
public class ImgeoConfiguration {
    @UriParam(label = "producer")
    private @Nullable String model;

    @UriParam(label = "producer", enums = "1:1,2:3,3:2,3:4,4:3,4:5,5:4,9:16,16:9,9:21,21:9", defaultValue = "1:1")
    private @Nullable String aspectRatio;

    @UriParam(label = "producer", defaultValue = "1")
    private @Nullable Integer count;

    @UriParam(label = "producer", enums = "text2img,img2img", defaultValue = "text2img")
    private @Nullable String mode;

    @UriParam(label = "producer")
    private @Nullable String image;

    @UriParam(label = "producer")
    private @Nullable String negativePrompt;

    @UriParam(label = "producer")
    private @Nullable Integer maxCredits;

    @UriParam(label = "consumer")
    private @Nullable String threshold;

    /** What a message does not say of the request, under the API's own names. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        putIfSet(fields, "model", model);
        putIfSet(fields, "aspect_ratio", aspectRatio);
        putIfSet(fields, "count", count);
        putIfSet(fields, "mode", mode);
        putIfSet(fields, "image", image);
        putIfSet(fields, "negative_prompt", negativePrompt);
        return fields;
    }

    private static void putIfSet(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    public @Nullable String getModel() {
        return model;
    }

    /**
     * The id of the model to draw with, such as google/imagen-4. imgeo:models lists them with their prices. The header
     * CamelImgeoModel or the body's field model counts before it.
     */
    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getAspectRatio() {
        return aspectRatio;
    }

    /** Width to height of the images. */
    public void setAspectRatio(@Nullable String aspectRatio) {
        this.aspectRatio = aspectRatio;
    }

    public @Nullable Integer getCount() {
        return count;
    }

    /** The number of images per message. Each is paid for. */
    public void setCount(@Nullable Integer count) {
        this.count = count;
    }

    public @Nullable String getMode() {
        return mode;
    }

    /** What to draw from: the prompt alone, or a source image too. For imgeo:models, lists only the models that can. */
    public void setMode(@Nullable String mode) {
        this.mode = mode;
    }

    public @Nullable String getImage() {
        return image;
    }

    /** The public URL of the image that img2img starts from. */
    public void setImage(@Nullable String image) {
        this.image = image;
    }

    public @Nullable String getNegativePrompt() {
        return negativePrompt;
    }

    /** What to leave out of the picture. Not every model takes it. */
    public void setNegativePrompt(@Nullable String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public @Nullable Integer getMaxCredits() {
        return maxCredits;
    }

    /** For imgeo:models, lists only the models that cost at most so many credits per image. */
    public void setMaxCredits(@Nullable Integer maxCredits) {
        this.maxCredits = maxCredits;
    }

    public @Nullable String getThreshold() {
        return threshold;
    }

    /**
     * For from("imgeo:balance"), where it is required: the number of credits, 0 or more. A message comes when the balance
     * falls below it, and another when the balance is back.
     */
    public void setThreshold(@Nullable String threshold) {
        this.threshold = threshold;
    }
}
