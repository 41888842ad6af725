package club.imgeo.charge;

import club.imgeo.client.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Whose charge it is, for budgets and reports.
 *
 * @param component the account, by the name of its component
 * @param route null outside of a route
 * @param tenant null where nobody says
 */
public record Scope(
        String component, @Nullable String route, @Nullable String tenant) {
    /** Whether a charge of {@code other} counts here: what is null here is anybody's. */
    public boolean includes(Scope other) {
        return component.equals(other.component)
                && (route == null || route.equals(other.route))
                && (tenant == null || tenant.equals(other.tenant));
    }

    @Override
    public String toString() {
        return "component " + component
                + (route == null ? "" : ", route " + route)
                + (tenant == null ? "" : ", tenant " + Excerpt.quoted(tenant));
    }
}
