package club.imgeo.springboot;

import club.imgeo.sandbox.Sandbox;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Draws in a sandbox of its own, with 10 credits, unless {@code imgeo.live} says to draw for real ones. */
@SpringBootApplication(proxyBeanMethods = false)
public class PictureService {
    private static final Logger LOG = LoggerFactory.getLogger(PictureService.class);

    public static void main(String[] args) {
        SpringApplication service = new SpringApplication(PictureService.class);
        if (Boolean.getBoolean("imgeo.live")) {
            // Real credits: what was paid for is known after a restart, too.
            service.setDefaultProperties(Map.of("camel.component.imgeo.journal", "file:charges"));
        } else {
            Sandbox sandbox = Sandbox.start(); // until the JVM ends
            service.setDefaultProperties(Map.of(
                    "camel.component.imgeo.base-url", sandbox.baseUrl().toString(),
                    "camel.component.imgeo.api-key", sandbox.signUp()));
        }
        service.run(args);
    }

    @EventListener
    void saysWhatToTry(ApplicationReadyEvent event) {
        String url = "http://localhost:"
                + event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        LOG.info("Try: curl {}/pictures -H 'Content-Type: text/plain' -d 'a fox in the snow'", url);
        LOG.info("And: curl {}/actuator/health/imgeo", url);
    }
}
