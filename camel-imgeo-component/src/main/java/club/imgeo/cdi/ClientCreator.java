package club.imgeo.cdi;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.ImgeoClient;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Gives the client of the component, which lives as long as the component's start: once the component stops, as when the
 * Camel context is restarted, its calls fail. Who restarts Camel asks {@link ImgeoComponent#client} each time.
 *
 * <p>Public only because containers make one.
 */
public final class ClientCreator implements SyntheticBeanCreator<ImgeoClient> {
    @Override
    public ImgeoClient create(Instance<Object> beans, Parameters none) {
        Instance<Camel> ours = beans.select(Camel.class);
        if (ours.isResolvable()) {
            ours.get().prepare();
        }
        CamelContext context = beans.select(CamelContext.class).get();
        if (context.hasComponent("imgeo") == null
                && !context.isStarted()
                && context.getStatus() != ServiceStatus.Starting) {
            throw new IllegalStateException("imgeo: an ImgeoClient is asked for before Camel is configured; inject a"
                    + " jakarta.inject.Provider<ImgeoClient>, and ask it when Camel has started");
        }
        ImgeoComponent imgeo = context.getComponent("imgeo", ImgeoComponent.class);
        ServiceHelper.startService(imgeo); // for who asks while the context starts
        return imgeo.client();
    }
}
