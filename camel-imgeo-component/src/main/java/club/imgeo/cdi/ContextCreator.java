package club.imgeo.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import org.apache.camel.CamelContext;

/** Public only because containers make one. */
public final class ContextCreator implements SyntheticBeanCreator<CamelContext> {
    @Override
    public CamelContext create(Instance<Object> beans, Parameters none) {
        return beans.select(Camel.class).get().context();
    }
}
