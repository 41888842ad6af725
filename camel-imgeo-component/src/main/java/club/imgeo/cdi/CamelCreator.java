package club.imgeo.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.spi.BeanContainer;

/** Public only because containers make one. */
public final class CamelCreator implements SyntheticBeanCreator<Camel> {
    @Override
    public Camel create(Instance<Object> beans, Parameters none) {
        return new MainCamel(new CdiBeans(beans.select(BeanContainer.class).get()));
    }
}
