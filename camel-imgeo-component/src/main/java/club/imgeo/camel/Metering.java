package club.imgeo.camel;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a component's meters from when the Camel context has started, where Micrometer is on the class path and the
 * application has a registry. So that nothing here is linked with Micrometer, {@link MicrometerMeters} alone may name it.
 *
 * <p>What has to be asked for is asked for on a schedule, and never by who reads the meters: once a minute, and more
 * seldom where that takes long, so that no more than a twentieth of the time goes into it.
 */
final class Metering implements StartupListener {
    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";
    private static final long PAUSE_SECONDS = 60;
    private static final int SHARE = 20;

    private final ImgeoComponent component;
    private final String name;
    private final Figures figures;
    private final ScheduledExecutorService clerk;
    private @Nullable Runnable end;
    private boolean closed;

    private Metering(ImgeoComponent component, String name) {
        this.component = component;
        this.name = name;
        figures = new Figures(component, name);
        clerk = component.clerk();
    }

    /** @param name as the Camel context knows it */
    static Metering start(ImgeoComponent component, String name) {
        Metering metering = new Metering(component, name);
        if (component.getCamelContext().getClassResolver().resolveClass(REGISTRY) != null) {
            try {
                component.getCamelContext().addStartupListener(metering); // at once, where it has started already
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
        return metering;
    }

    /** Before that, a registry may be missing that the application is about to make. */
    @Override
    public synchronized void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (closed || end != null) {
            return;
        }
        try {
            end = MicrometerMeters.publish(component, name, figures);
        } catch (RuntimeException | LinkageError e) { // one without meters draws as well
            LOG.warn("The meters of {} are not published", name, e);
        }
        if (end != null) {
            ask();
        }
    }

    /** On the clerk, whom it does not keep. */
    private void ask() {
        if (component.isStoppingOrStopped()) { // its journals are no longer all there
            return;
        }
        long begun = System.nanoTime();
        try {
            var unused = figures.ask().whenComplete((all, thrown) -> {
                if (thrown != null) {
                    LOG.debug("Not all figures could be had; those of before are published, with their age", thrown);
                }
                askAgain(System.nanoTime() - begun);
            });
        } catch (RuntimeException e) { // of a journal that throws; it must not be the last time
            LOG.debug("Not all figures could be had; those of before are published, with their age", e);
            askAgain(System.nanoTime() - begun);
        }
    }

    private synchronized void askAgain(long took) {
        if (closed) {
            return;
        }
        try {
            var unused = clerk.schedule(
                    this::ask, Math.max(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS), SHARE * took), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The component is stopped, and nobody asks for figures any more");
        }
    }

    synchronized void close() {
        closed = true;
        if (end != null) {
            end.run();
        }
    }
}
