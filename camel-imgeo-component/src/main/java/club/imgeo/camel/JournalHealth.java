package club.imgeo.camel;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Down while a journal cannot be written, and so nothing is spent. To ask costs nothing. */
final class JournalHealth implements HealthCheck {
    private final String id;
    private final Ledgers ledgers;
    private volatile boolean enabled = true;

    JournalHealth(String component, Ledgers ledgers) {
        id = component + "-journal";
        this.ledgers = ledgers;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        Optional<String> trouble = ledgers.trouble();
        return (trouble.isPresent() ? result.message(trouble.get()).down() : result.up()).build();
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
