package club.imgeo.camel;

import club.imgeo.client.Excerpt;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a message brings into a computed URI from being more than a value: without this, one such as
 * {@code x&journal=file:/any} would bring options along, and others would call beans. Camel asks it for {@code toD}, {@code
 * wireTap} and {@code enrich} with a text that begins with {@code imgeo:}, once per message; it changes nothing.
 */
public class ImgeoSendDynamicAware extends SendDynamicAwareSupport {
    private static final Pattern EVALUATED = Pattern.compile("\\$(simple)?\\{");

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /**
     * @param uri computed, with the placeholders of properties resolved
     * @param text that the route has
     */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String text) throws Exception {
        Set<String> named = names(text);
        for (Map.Entry<String, Object> option : options(uri).entrySet()) {
            String name = option.getKey();
            String value = String.valueOf(option.getValue());
            if (!named.contains(name)) {
                throw refused(name, "is not an option that the text of this toD names");
            }
            if (EVALUATED.matcher(value).find()) {
                throw refused(name, "a computed value must not contain ${");
            }
            if (value.strip().startsWith("#") && !text.contains(name + "=" + value)) {
                throw refused(name, "a computed value must not begin with #");
            }
        }
        return new DynamicAwareEntry(uri, text, null, null);
    }

    private static IllegalArgumentException refused(String name, String why) {
        return new IllegalArgumentException(
                Excerpt.of(name) + ": " + why + ", since it would do more than say what to draw;"
                        + " set what a message says as headers, such as CamelImgeoModel, and use a static to(\"imgeo:…\")");
    }

    /** The options that the route's text names, whatever its expressions will be. */
    private static Set<String> names(String text) throws URISyntaxException {
        return new HashSet<>(options(withoutExpressions(text)).keySet());
    }

    private static Map<String, Object> options(String uri) throws URISyntaxException {
        String query = StringHelper.after(uri, "?");
        return query == null ? Map.of() : URISupport.parseQuery(query, false, true);
    }

    /** An expression may have signs of its own that separate options in a URI. */
    private static String withoutExpressions(String text) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    @Override
    public @Nullable String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return null; // the computed one
    }

    @Override
    public @Nullable Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return null;
    }

    @Override
    public @Nullable Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return null;
    }
}
