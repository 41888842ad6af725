package club.imgeo.client;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Width to height of an image, written {@code 16:9}. Which ratios a model takes is in {@link ImageModel}. */
public record AspectRatio(int width, int height) {
    private static final Pattern NOTATION = Pattern.compile("([1-9]\\d{0,3}):([1-9]\\d{0,3})");

    /** The eleven ratios of the API reference. */
    public static final List<AspectRatio> DOCUMENTED = Stream.of(
                    "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "9:21", "21:9")
            .map(AspectRatio::parse)
            .toList();

    public AspectRatio {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a ratio is of two numbers above 0");
        }
    }

    /** Reads {@code 16:9}. @throws IllegalArgumentException for anything else, {@code 1024x576} included */
    public static AspectRatio parse(String notation) {
        Matcher matcher = NOTATION.matcher(notation.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    Excerpt.quoted(notation) + " is not a ratio such as 16:9; one of " + listed(DOCUMENTED));
        }
        return new AspectRatio(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    static String listed(Collection<AspectRatio> ratios) {
        return ratios.stream().map(AspectRatio::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return width + ":" + height;
    }
}
