package club.imgeo.camel;

import org.apache.camel.health.HealthCheck;

/** What a check of ours is besides its answer. Of readiness alone: a restart would help nothing that it tells of. */
abstract class ReadinessCheck implements HealthCheck {
    private final String id;
    private volatile boolean enabled = true;

    ReadinessCheck(String id) {
        this.id = id;
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

    @Override
    public boolean isLiveness() {
        return false;
    }
}
