package club.imgeo.spring;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The health of imgeo under {@code /actuator/health}; {@code management.health.imgeo.enabled=false} leaves it out. */
@AutoConfiguration(after = ImgeoAutoConfiguration.class)
@ConditionalOnClass({
    CamelContext.class,
    HealthCheckRegistry.class,
    HealthIndicator.class,
    ConditionalOnEnabledHealthIndicator.class
})
@ConditionalOnBean(CamelContext.class)
public final class ImgeoHealthAutoConfiguration {
    @Bean
    @ConditionalOnEnabledHealthIndicator("imgeo")
    @ConditionalOnMissingBean(name = "imgeoHealthIndicator")
    HealthIndicator imgeoHealthIndicator(CamelContext context) {
        return new ImgeoHealth(context);
    }
}
