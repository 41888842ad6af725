package club.imgeo.spring;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.camel.RedeliveryGuard;
import club.imgeo.client.ImgeoClient;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The component behind {@code imgeo:} in routes, set up from {@code camel.component.imgeo.*}, and its client.
 *
 * <p>They leave alone a bean of your own: an {@link ImgeoComponent} named {@code imgeo} wins, and one of any other name
 * is one more account. What a bean {@code archive} pays for is {@code archive:generate}.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnClass({CamelContext.class, CamelAutoConfiguration.class})
@ConditionalOnBean(CamelContext.class)
@ConditionalOnProperty(prefix = ComponentOptions.PREFIX, name = ComponentOptions.ENABLED, matchIfMissing = true)
public final class ImgeoAutoConfiguration {
    private static final String NAME = "imgeo";

    /** Reads the names at once and not with the first route, so that a misspelt one fails the start in any case. */
    @Bean
    ComponentCustomizer imgeoOptions(
            CamelContext context, Environment environment, ObjectProvider<ImgeoComponent> beans) {
        new RedeliveryGuard().load(context); // a packaged application hides it from the loader that Camel asks
        ComponentOptions options = ComponentOptions.of(environment);
        return ComponentCustomizer.builder(ImgeoComponent.class)
                .withCondition(
                        (name, component) -> name.equals(NAME) && beans.stream().noneMatch(bean -> bean == component))
                .build(component -> options.set(context, component));
    }

    /**
     * The client that the routes use, so that both share {@code maxInFlight} and what is known of the models. Its calls
     * are not guarded by the charge journal, and count in no budget: a direct call that is made again is paid for again.
     *
     * <p>It lives as long as the component's start: once the component stops, as when the Camel context is restarted, its
     * calls fail. Who restarts Camel asks {@link ImgeoComponent#client} each time.
     */
    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    ImgeoClient imgeoClient(CamelContext context) {
        return context.getComponent(NAME, ImgeoComponent.class).client();
    }
}
