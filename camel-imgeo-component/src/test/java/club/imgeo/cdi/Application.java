package club.imgeo.cdi;

import club.imgeo.sandbox.Sandbox;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** A CDI application of some classes, configured by system properties, whose imgeo is a sandbox of its own. */
final class Application implements AutoCloseable {
    /** Costs 1 credit per image. */
    static final String CHEAP = "black-forest-labs/flux-schnell";

    private static final String PREFIX = "camel.component.imgeo.";

    /** A container with nothing in it does not start. */
    @Dependent
    static class Nothing {}

    final Sandbox sandbox = Sandbox.start();
    final String key = sandbox.signUp();
    private final Map<String, String> properties = new TreeMap<>();
    private final SeContainer container;

    /** @param options of the component, beside those that lead to the sandbox; an empty one is not set */
    private Application(Map<String, String> options, Class<?>... beans) {
        properties.put("base-url", sandbox.baseUrl().toString());
        properties.put("api-key", key);
        properties.putAll(options);
        properties.values().removeIf(String::isEmpty);
        properties.forEach((name, value) -> System.setProperty(PREFIX + name, value));
        try {
            container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addBeanClasses(Nothing.class)
                    .addBeanClasses(beans)
                    .initialize();
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
    }

    static Application of(Class<?>... beans) {
        return new Application(Map.of(), beans);
    }

    static Application with(Map<String, String> options, Class<?>... beans) {
        return new Application(options, beans);
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    Object send(String uri, Object body) {
        return get(CamelContext.class).createProducerTemplate().requestBody(uri, body);
    }

    @Override
    public void close() {
        container.close();
        forget();
    }

    private void forget() {
        properties.keySet().forEach(name -> System.clearProperty(PREFIX + name));
        sandbox.close();
    }
}
