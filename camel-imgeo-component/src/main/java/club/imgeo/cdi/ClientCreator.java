package club.imgeo.cdi;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.ImgeoClient;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;

/** Public only because containers make one. */
public final class ClientCreator implements SyntheticBeanCreator<ImgeoClient> {
    @Override
    public ImgeoClient create(Instance<Object> beans, Parameters none) {
        Instance<Camel> ours = beans.select(Camel.class);
        if (ours.isResolvable()) {
            ours.get().prepare();
        }
        ImgeoComponent imgeo = beans.select(CamelContext.class).get().getComponent("imgeo", ImgeoComponent.class);
        ServiceHelper.startService(imgeo); // who is asked for before the context has started
        return imgeo.client();
    }
}
