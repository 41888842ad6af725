package club.imgeo.spring;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.sandbox.Sandbox;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** What the actuator says is what Camel's checks say. */
class HealthTest {
    private static final String REFUSED = "imgeo_sk_nobody_made_this";

    private final Sandbox sandbox = Sandbox.start();
    private final CamelContext camel = new DefaultCamelContext();
    private final ImgeoHealth health = new ImgeoHealth(camel);

    @AfterEach
    void stop() {
        camel.stop();
        sandbox.close();
    }

    @Test
    void isUnknownWhereNothingUsesImgeo() {
        camel.start();

        assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void isUpWithAnAccountThatWorks() {
        open("imgeo");

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsKey("imgeo-journal");
    }

    @Test
    void isDownWhereOneOfCamelsChecksIsAndSaysWhy() {
        open("imgeo");
        register(new FakeCheck("imgeo-made-up", HealthCheck.State.DOWN));

        Health seen = health.health();

        assertThat(seen.getStatus()).isEqualTo(Status.DOWN);
        assertThat(seen.getDetails())
                .containsEntry("imgeo-made-up", Map.of("status", "DOWN", "message", "made up", "left", 3));
    }

    @Test
    void countsEveryAccountAndNothingElse() {
        open("imgeo", "archive");
        register(new FakeCheck("imgeometry", HealthCheck.State.DOWN));

        Health seen = health.health();

        assertThat(seen.getStatus()).isEqualTo(Status.UP);
        assertThat(seen.getDetails())
                .containsKeys("imgeo-journal", "archive-journal")
                .doesNotContainKey("imgeometry");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() {
        open("imgeo");
        FakeCheck check = new FakeCheck("imgeo-made-up", HealthCheck.State.DOWN);
        register(check);
        check.setEnabled(false);

        assertThat(health.health().getDetails()).doesNotContainKey("imgeo-made-up");
    }

    @Test
    void bearsAStormOfProbesAndSpendsNothing() {
        open("imgeo");

        for (int probe = 0; probe < 100; probe++) {
            health.health();
        }

        assertThat(sandbox.ledger().requests("/api/v1/balance")).isLessThanOrEqualTo(1);
        assertThat(sandbox.ledger().charged()).isZero();
    }

    @Test
    void showsNoKey() {
        add("imgeo", REFUSED);
        camel.start();

        assertThat(health.health().toString()).doesNotContain(REFUSED, "nobody_made_this");
    }

    private void open(String... names) {
        for (String name : names) {
            add(name, sandbox.signUp());
        }
        camel.start();
    }

    private void add(String name, String key) {
        ImgeoComponent component = new ImgeoComponent();
        component.setBaseUrl(sandbox.baseUrl().toString());
        component.setApiKey(key);
        camel.addComponent(name, component);
    }

    private void register(HealthCheck check) {
        HealthCheckRegistry.get(camel).register(check);
    }

    private static final class FakeCheck implements HealthCheck {
        private final String id;
        private final State state;
        private boolean enabled = true;

        FakeCheck(String id, State state) {
            this.id = id;
            this.state = state;
        }

        @Override
        public Result call(Map<String, Object> options) {
            return HealthCheckResultBuilder.on(this)
                    .state(state)
                    .message("made up")
                    .detail("left", 3)
                    .detail(CHECK_ID, id)
                    .build();
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getGroup() {
            return "camel";
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
}
