package club.imgeo.cdi;

import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/** MicroProfile Config as one of the sources of Camel's properties. */
final class MicroProfileSource implements LoadablePropertiesSource {
    private final Config config;

    private MicroProfileSource(Config config) {
        this.config = config;
    }

    /** Null where its API is missing, or somebody who implements it. */
    static @Nullable MicroProfileSource find() {
        ConfigProviderResolver resolver;
        try {
            resolver = ConfigProviderResolver.instance();
        } catch (NoClassDefFoundError | IllegalStateException none) {
            return null;
        }
        return new MicroProfileSource(resolver.getConfig());
    }

    @Override
    public String getName() {
        return "MicroProfileConfig";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return config.getOptionalValue(name, String.class).orElse(null);
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> wanted) {
        Properties properties = new Properties();
        for (String name : config.getPropertyNames()) {
            if (wanted.test(name)) {
                config.getOptionalValue(name, String.class).ifPresent(value -> properties.setProperty(name, value));
            }
        }
        return properties;
    }

    @Override
    public void reloadProperties(String location) {
        // Always asks anew.
    }
}
