package club.imgeo.camel;

import org.apache.camel.Component;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a component by the name that the Camel context has for it: health checks and meters. Where one is added
 * to a context that runs, Camel starts it before it knows it by name; they wait for that, as a name made up meanwhile
 * may be that of another account.
 */
final class Exposure extends LifecycleStrategySupport {
    private final ImgeoComponent component;
    private @Nullable Readiness readiness;
    private @Nullable Metering metering;
    private boolean closed;

    private Exposure(ImgeoComponent component) {
        this.component = component;
    }

    /** @throws IllegalArgumentException where healthMinimumCredits makes no sense */
    static Exposure of(ImgeoComponent component) {
        Readiness.check(component);
        Exposure exposure = new Exposure(component);
        component.knownName().ifPresentOrElse(exposure::begin, () -> component
                .getCamelContext()
                .addLifecycleStrategy(exposure));
        return exposure;
    }

    @Override
    public void onComponentAdd(String name, Component added) {
        if (added == component) {
            forgetMe();
            begin(name);
        }
    }

    private synchronized void begin(String name) {
        if (!closed) {
            readiness = Readiness.register(component, name);
            metering = Metering.start(component, name);
        }
    }

    private void forgetMe() {
        component.getCamelContext().getLifecycleStrategies().remove(this);
    }

    synchronized void close() {
        closed = true;
        forgetMe();
        if (readiness != null) {
            readiness.unregister();
        }
        if (metering != null) {
            metering.close();
        }
    }
}
