package club.imgeo.quarkus;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows what a postcard looks like. */
@ApplicationScoped
@Unremovable // since only the route uses it, which Quarkus does not see
public class Copywriter {
    public String prompt(String place) {
        return place + " at sunset, as a vintage postcard";
    }
}
