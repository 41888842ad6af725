package club.imgeo.spring;

import club.imgeo.camel.ImgeoComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * What Camel's own health checks of the imgeo components say, so that there is one judgement and two ways to see it.
 * They spend no credit, and remember what the API said for a while.
 */
final class ImgeoHealth implements HealthIndicator {
    private final CamelContext context;

    ImgeoHealth(CamelContext context) {
        this.context = context;
    }

    @Override
    public Health health() {
        List<HealthCheck.Result> results =
                checks().stream().map(HealthCheck::callReadiness).toList();
        Health.Builder health = Health.status(status(results));
        results.forEach(result -> health.withDetail(result.getCheck().getId(), details(result)));
        return results.isEmpty()
                ? health.withDetail("reason", "nothing uses imgeo, or Camel's health checks are off")
                        .build()
                : health.build();
    }

    private List<HealthCheck> checks() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null || !registry.isEnabled()) {
            return List.of();
        }
        List<String> components = context.getComponentNames().stream()
                .filter(name -> context.hasComponent(name) instanceof ImgeoComponent)
                .toList();
        return registry.stream()
                .filter(check -> check.isEnabled() && !registry.isExcluded(check))
                .filter(check -> components.stream().anyMatch(name -> isOf(name, check.getId())))
                .toList();
    }

    private static boolean isOf(String component, String check) {
        return check.equals(component) || check.startsWith(component + "-");
    }

    private static Status status(List<HealthCheck.Result> results) {
        List<State> states =
                results.stream().map(HealthCheck.Result::getState).distinct().toList();
        if (states.contains(State.DOWN)) {
            return Status.DOWN;
        }
        return states.contains(State.UP) ? Status.UP : Status.UNKNOWN;
    }

    private static Map<String, Object> details(HealthCheck.Result result) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", result.getState().name());
        result.getMessage().ifPresent(message -> details.put("message", message));
        result.getDetails().forEach((name, value) -> {
            if (value != null && !HealthCheckHelper.isReservedKey(name)) {
                details.put(name, value);
            }
        });
        return details;
    }
}
