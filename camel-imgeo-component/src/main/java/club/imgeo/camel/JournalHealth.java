package club.imgeo.camel;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Down while a journal cannot be written, and so nothing is spent. To ask costs nothing. */
final class JournalHealth extends ReadinessCheck {
    private final Ledgers ledgers;

    JournalHealth(String component, Ledgers ledgers) {
        super(component + "-journal");
        this.ledgers = ledgers;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        Optional<String> trouble = ledgers.trouble();
        return (trouble.isPresent() ? result.message(trouble.get()).down() : result.up()).build();
    }
}
