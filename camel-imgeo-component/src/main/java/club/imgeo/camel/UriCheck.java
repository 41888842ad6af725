package club.imgeo.camel;

import club.imgeo.client.ApiKey;
import club.imgeo.client.Excerpt;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.NoSuchEndpointException;

/** Refuses URIs that no endpoint may have, before Camel sets a single option: its property binding can do a lot. */
final class UriCheck {
    private static final String MAKES_AN_OBJECT = "#class:";

    private UriCheck() {}

    /**
     * @param uri with all placeholders resolved
     * @throws RuntimeException that names the option and quotes no value
     */
    static void check(String uri, Map<String, Object> parameters) {
        parameters.keySet().forEach(UriCheck::checkName);
        parameters.forEach((name, value) -> {
            String text = value == null ? "" : value.toString();
            if (ApiKey.isIn(name) || ApiKey.isIn(text)) {
                throw new KeyInUriException(Excerpt.of(name) + ": contains an API key, and URIs get logged; set"
                        + " camel.component.imgeo.api-key, or IMGEO_API_KEY in the environment, and set what a message"
                        + " says as headers, such as CamelImgeoModel, and not in a URI");
            }
            if (text.strip().startsWith(MAKES_AN_OBJECT)) {
                throw new IllegalArgumentException(Excerpt.of(name) + ": does not take #class:, which would make an"
                        + " object of any class; bind a bean and name it, as #NAME");
            }
        });
        if (ApiKey.isIn(uri)) {
            throw new KeyInUriException("the URI contains an API key, and URIs get logged");
        }
    }

    private static void checkName(String name) {
        if (name.replace("-", "").toLowerCase(Locale.ROOT).contains("apikey")) {
            throw new KeyInUriException("apiKey: is no option of an endpoint, whose URI gets logged; set"
                    + " camel.component.imgeo.api-key, or IMGEO_API_KEY in the environment");
        }
        // Camel's property binding would follow the dots in component.baseUrl to what belongs to the account.
        if ((name.contains(".") || name.contains("[")) && !name.startsWith("scheduler.")) {
            throw new IllegalArgumentException(
                    Excerpt.quoted(name) + ": is no option of an endpoint; what belongs to the"
                            + " account is set on the component, as camel.component.imgeo.…");
        }
    }

    /** Camel passes on its supertype as it is, and would wrap any other exception in one that quotes the URI. */
    private static final class KeyInUriException extends NoSuchEndpointException {
        private static final long serialVersionUID = 1;

        private final String why;

        KeyInUriException(String why) {
            super("imgeo");
            this.why = why;
        }

        @Override
        public String getMessage() {
            return why;
        }
    }
}
