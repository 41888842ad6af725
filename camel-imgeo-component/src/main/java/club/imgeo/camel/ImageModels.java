package club.imgeo.camel;

import club.imgeo.client.ImageModel;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;

/** The models that imgeo:models lists: a list like any other for a route, and JSON as a text. */
public final class ImageModels extends AbstractList<ImageModel> {
    private final List<ImageModel> models;

    ImageModels(List<ImageModel> models) {
        this.models = List.copyOf(models);
    }

    @Override
    public ImageModel get(int index) {
        return models.get(index);
    }

    @Override
    public int size() {
        return models.size();
    }

    String toJson() {
        return models.stream().map(ImageModel::toJson).collect(Collectors.joining(",", "[", "]"));
    }
}
