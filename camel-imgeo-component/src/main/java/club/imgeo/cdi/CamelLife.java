package club.imgeo.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Has our Camel start before the application's own observers of {@link Startup}, and stop after those of {@link Shutdown}. */
@Singleton
class CamelLife {
    private static final int FIRST = 1000;
    private static final int LAST = 4000;

    void start(@Observes @Priority(FIRST) Startup event, Instance<Camel> camel) {
        if (camel.isResolvable()) {
            camel.get().start();
        }
    }

    void stop(@Observes @Priority(LAST) Shutdown event, Instance<Camel> camel) {
        if (camel.isResolvable()) {
            camel.get().stop();
        }
    }
}
