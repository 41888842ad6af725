package club.imgeo.cdi;

import club.imgeo.client.ImgeoClient;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * Adds an {@link ImgeoClient}, a {@link CamelContext} and a {@link ProducerTemplate} to a CDI application, each only
 * where the application, or what it runs on, has none of its own. Containers find and call it; nobody else need.
 *
 * <p>The {@code ImgeoClient} is the one that the Camel component {@code imgeo} draws with, so both share what limits the
 * account. It is <b>not guarded by the charge journal</b>: what it is asked to draw twice is paid for twice. What is to
 * be paid for once is drawn by a route, {@code imgeo:generate} with a {@code chargeKey}.
 *
 * <p>All three are {@link Singleton}, since what a client proxy stands for cannot be cast, and Camel casts its context.
 */
public final class ImgeoExtension implements BuildCompatibleExtension {
    private static final String CAMEL_MAIN = "org.apache.camel.main.SimpleMain";

    /** Of our three, what somebody else provides. */
    private final Set<Class<?>> provided = new HashSet<>();

    @Discovery
    public void discover(ScannedClasses classes) {
        classes.add(CamelLife.class.getName());
    }

    @Registration(types = CamelContext.class)
    public void seeContext(BeanInfo bean) {
        see(bean, CamelContext.class);
    }

    @Registration(types = ProducerTemplate.class)
    public void seeTemplate(BeanInfo bean) {
        see(bean, ProducerTemplate.class);
    }

    @Registration(types = ImgeoClient.class)
    public void seeClient(BeanInfo bean) {
        see(bean, ImgeoClient.class);
    }

    /** One with a qualifier of its own is for whoever asks for it by that, and leaves room for ours. */
    private void see(BeanInfo bean, Class<?> type) {
        if (bean.qualifiers().stream().anyMatch(each -> each.name().equals(Default.class.getName()))) {
            provided.add(type);
        }
    }

    @Synthesis
    public void add(SyntheticComponents components, Messages messages) {
        if (!provided.contains(CamelContext.class)) {
            if (!isThere(CAMEL_MAIN)) {
                messages.warn("imgeo: there is no CamelContext; add org.apache.camel:camel-main to the class path, or"
                        + " produce a CamelContext of your own");
                return;
            }
            add(components, Camel.class, CamelCreator.class);
            add(components, CamelContext.class, ContextCreator.class);
        }
        if (!provided.contains(ProducerTemplate.class)) {
            add(components, ProducerTemplate.class, TemplateCreator.class);
        }
        if (!provided.contains(ImgeoClient.class)) {
            add(components, ImgeoClient.class, ClientCreator.class);
        }
    }

    private static <T> void add(
            SyntheticComponents components, Class<T> type, Class<? extends SyntheticBeanCreator<T>> creator) {
        components.addBean(type).type(type).scope(Singleton.class).createWith(creator);
    }

    private static boolean isThere(String name) {
        return ImgeoExtension.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }
}
