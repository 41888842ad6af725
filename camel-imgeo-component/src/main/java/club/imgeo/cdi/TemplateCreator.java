package club.imgeo.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** Public only because containers make one. */
public final class TemplateCreator implements SyntheticBeanCreator<ProducerTemplate> {
    @Override
    public ProducerTemplate create(Instance<Object> beans, Parameters none) {
        return beans.select(CamelContext.class).get().createProducerTemplate();
    }
}
