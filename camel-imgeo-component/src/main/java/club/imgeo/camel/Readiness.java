package club.imgeo.camel;

import java.time.Duration;
import java.util.List;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/** The health checks of one component, where camel-health is there. */
final class Readiness {
    /** Less than the second that Kubernetes gives a probe, unless told otherwise. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final @Nullable HealthCheckRegistry registry;
    private final List<ReadinessCheck> checks;

    private Readiness(@Nullable HealthCheckRegistry registry, List<ReadinessCheck> checks) {
        this.registry = registry;
        this.checks = checks;
    }

    /** @throws IllegalArgumentException where healthMinimumCredits makes no sense */
    static void check(ImgeoComponent component) {
        long minimum = component.getHealthMinimumCredits();
        if (minimum < 0) {
            throw new IllegalArgumentException("healthMinimumCredits: " + minimum + " is less than 0; say from how many"
                    + " credits on the account is ready, or 0 for any");
        }
    }

    static Readiness register(ImgeoComponent component, String name) {
        BalanceProbe probe = component.hasApiKey()
                ? new BalanceProbe(component.reconciliation()::balance, PATIENCE, System::nanoTime)
                : null;
        Readiness readiness = new Readiness(
                HealthCheckRegistry.get(component.getCamelContext()),
                List.of(
                        new AccountHealth(name, probe, component.getHealthMinimumCredits()),
                        new JournalHealth(name, component.ledgers())));
        readiness.register();
        return readiness;
    }

    private void register() {
        if (registry != null) {
            checks.forEach(registry::register);
        }
    }

    void unregister() {
        if (registry != null) {
            checks.forEach(registry::unregister);
        }
    }
}
