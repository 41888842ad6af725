package club.imgeo.quarkus;

import club.imgeo.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A sandbox, there before the application starts, and lent to the test. */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {
    private final Sandbox sandbox = Sandbox.start();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "camel.component.imgeo.base-url", sandbox.baseUrl().toString(),
                "camel.component.imgeo.api-key", sandbox.signUp());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(sandbox, new TestInjector.MatchesType(Sandbox.class));
    }

    @Override
    public void stop() {
        sandbox.close();
    }
}
