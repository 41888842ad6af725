package club.imgeo.spring;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Sets on the component what the environment has under {@code camel.component.imgeo}. Spring reads the names, so that
 * {@code max-count}, {@code maxCount} and {@code CAMEL_COMPONENT_IMGEO_MAXCOUNT} are one; Camel reads the values, so
 * that {@code 2m} and {@code #beanName} mean what they mean in a route.
 */
final class ComponentOptions {
    static final String PREFIX = "camel.component.imgeo";
    static final String ENABLED = "enabled";
    private static final String METADATA = "/META-INF/club/imgeo/camel/imgeo.json";

    private final Binder environment;
    /** By the name under which Spring wants to be asked. */
    private final Map<String, Option> known = new TreeMap<>();

    private record Option(String name, boolean secret) {}

    private ComponentOptions(Environment environment) {
        this.environment = Binder.get(environment);
        metadata()
                .path("componentProperties")
                .properties()
                .forEach(option -> known.put(
                        inKebabCase(option.getKey()),
                        new Option(
                                option.getKey(),
                                option.getValue().path("secret").asBoolean())));
    }

    static ComponentOptions of(Environment environment) {
        ComponentOptions options = new ComponentOptions(environment);
        options.refuseUnknown();
        return options;
    }

    void set(CamelContext context, ImgeoComponent component) {
        known.forEach((name, option) -> environment
                .bind(PREFIX + "." + name, String.class)
                .ifBound(value -> set(context, component, name, option, value)));
    }

    /** A blank is what a placeholder's empty default gives, and as good as nothing. */
    private static void set(CamelContext context, ImgeoComponent component, String name, Option option, String value) {
        if (value.isBlank()) {
            return;
        }
        try {
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(component)
                    .withProperty(option.name(), value)
                    .withMandatory(true)
                    .bind();
        } catch (RuntimeCamelException e) {
            // A cause would quote the value in its message.
            throw new BadOptionException(
                    PREFIX + "." + name + ": "
                            + (option.secret() ? "the value cannot be read" : "'" + value + "' cannot be read"),
                    option.secret() ? null : e);
        }
    }

    private void refuseUnknown() {
        List<String> unknown = new ArrayList<>();
        environment.bind(PREFIX, Bindable.mapOf(String.class, String.class)).orElse(Map.of()).keySet().stream()
                .filter(name -> !isKnown(name))
                .forEach(name -> unknown.add(PREFIX + "." + name + ": " + remedy(name)));
        if (!unknown.isEmpty()) {
            throw new BadOptionException(String.join(System.lineSeparator(), unknown), null);
        }
    }

    private boolean isKnown(String given) {
        String name = squeezed(given);
        return name.equals(ENABLED)
                || known.keySet().stream().map(ComponentOptions::squeezed).anyMatch(name::equals);
    }

    private String remedy(String given) {
        return "there is no such option; " + Nearest.hint(inKebabCase(given), known.keySet());
    }

    private static String squeezed(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    /** A dot is what Spring makes of a low line in a variable of the environment. */
    static String inKebabCase(String name) {
        return name.replace('.', '-').replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static JsonNode metadata() {
        try (InputStream json = ImgeoComponent.class.getResourceAsStream(METADATA)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
