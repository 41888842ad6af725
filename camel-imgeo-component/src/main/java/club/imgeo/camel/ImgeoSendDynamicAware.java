package club.imgeo.camel;

import club.imgeo.client.Excerpt;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a message brings into a computed URI from being more than a value: without this, one such as
 * {@code x%26journal=file:/any} would bring options along, and others would call beans. Camel asks it for {@code toD}, {@code
 * wireTap} and {@code enrich} with a text that begins with {@code imgeo:}, once per message; it changes nothing.
 *
 * <p>It does not read the URI as Camel will, which decodes, splits, unwraps and looks up in several steps. All of these need a
 * sign, and only the text of the route may have one.
 */
public class ImgeoSendDynamicAware extends SendDynamicAwareSupport {
    private static final Pattern SIGNS = Pattern.compile("[&?%#{}]|RAW\\(");

    private static final char COMPUTED = '\0';
    /** An expression within the name of an option, of a bean, or of a character that is written as a number. */
    private static final Pattern COMPUTED_NAME = Pattern.compile("([?&][^=&]*|#[^&]*|%[0-9a-fA-F]?)" + COMPUTED);

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
        String written =
                withoutExpressions(EndpointHelper.resolveEndpointUriPropertyPlaceholders(exchange.getContext(), text));
        if (COMPUTED_NAME.matcher(written).find()) {
            throw refused(text, "an expression may stand only for the operation or for the value of an option");
        }
        if (!signs(uri).equals(signs(written))) {
            throw refused(
                    text,
                    "a value of the message has a sign that means more than itself (one of & ? % # { } and RAW()");
        }
        return new DynamicAwareEntry(uri, text, null, null);
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException(Excerpt.of(text) + ": " + why
                + "; set what a message says as headers, such as CamelImgeoModel, and use a static to(\"imgeo:…\")");
    }

    private static List<String> signs(String uri) {
        return SIGNS.matcher(uri).results().map(MatchResult::group).toList();
    }

    /** Returns the text with one character in place of each expression, which may have signs of its own. */
    private static String withoutExpressions(String text) {
        StringBuilder written = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (text.startsWith("${", i) || text.startsWith("$simple{", i)) {
                i = text.indexOf('{', i);
                if (depth++ == 0) {
                    written.append(COMPUTED);
                }
            } else if (depth == 0) {
                written.append(c);
            } else if (c == '\\') {
                i++; // an escaped brace is part of the expression
            } else if (c == '}') {
                depth--;
            }
        }
        return written.toString();
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
