package club.imgeo.cdi;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config as one of the sources of Camel's properties. What the environment says is left to Camel, which reads
 * it by itself: Config lists a variable by a name in which the dashes are lost.
 */
final class MicroProfileSource implements LoadablePropertiesSource {
    private final Config config;

    private final Map<String, String> environment;

    MicroProfileSource(Config config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    /** Null where its API is missing, or somebody who implements it. */
    static @Nullable MicroProfileSource find() {
        ConfigProviderResolver resolver;
        try {
            resolver = ConfigProviderResolver.instance();
        } catch (NoClassDefFoundError | IllegalStateException none) {
            return null;
        }
        return new MicroProfileSource(resolver.getConfig(), System.getenv());
    }

    @Override
    public String getName() {
        return "MicroProfileConfig";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return config.getOptionalValue(name, String.class).orElse(null);
    }

    /**
     * Returns a property that the application sets by itself; null if it is not set, or if its value is that of the
     * environment. The component reads the environment's key by itself, and knows to which addresses it may be sent.
     */
    @Nullable
    String unlessInEnvironment(String name) {
        String value = getProperty(name);
        return value == null || value.equals(environment.get(name)) ? null : value;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> wanted) {
        Properties properties = new Properties();
        for (String name : config.getPropertyNames()) {
            if (wanted.test(name) && !environment.containsKey(variable(name))) {
                config.getOptionalValue(name, String.class).ifPresent(value -> properties.setProperty(name, value));
            }
        }
        return properties;
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public void reloadProperties(String location) {
        // Always asks anew.
    }
}
