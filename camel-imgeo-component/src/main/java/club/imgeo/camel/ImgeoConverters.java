package club.imgeo.camel;

import club.imgeo.client.Generation;
import club.imgeo.client.ModelChanges;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Converter;

/** What a route can take a {@link Generation}, a list of models and {@link ModelChanges} for. */
@Converter(generateLoader = true)
public final class ImgeoConverters {
    private ImgeoConverters() {}

    /** As the API's own JSON. */
    @Converter
    public static String toJson(Generation generation) {
        return generation.toJson();
    }

    /** The same JSON as bytes, which is what a file or an HTTP reply is written from. */
    @Converter
    public static InputStream toStream(Generation generation) {
        return new ByteArrayInputStream(generation.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** The URLs of the images. */
    @Converter
    public static List<String> toUrls(Generation generation) {
        return generation.images().stream().map(URI::toString).toList();
    }

    /** The URL of the first image. */
    @Converter
    public static URI toUrl(Generation generation) {
        return generation.images().get(0);
    }

    /** Under the API's own names. */
    @Converter
    public static Map<String, Object> toMap(Generation generation) {
        return generation.fields();
    }

    /** As a JSON array, under the API's own names. */
    @Converter
    public static String modelsToJson(ImageModels models) {
        return models.toJson();
    }

    /** The same JSON as bytes. */
    @Converter
    public static InputStream modelsToStream(ImageModels models) {
        return new ByteArrayInputStream(models.toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Converter
    public static String changesToJson(ModelChanges changes) {
        return changes.toJson();
    }

    @Converter
    public static InputStream changesToStream(ModelChanges changes) {
        return new ByteArrayInputStream(changes.toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Converter
    public static Map<String, Object> changesToMap(ModelChanges changes) {
        return changes.fields();
    }
}
