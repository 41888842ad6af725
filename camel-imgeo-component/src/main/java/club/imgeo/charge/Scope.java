package club.imgeo.charge;

import club.imgeo.client.Excerpt;
import java.util.ArrayList;
import java.util.List;
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

    /** Returns the scopes in which a charge of this one counts, this one among them. */
    List<Scope> enclosing() {
        List<Scope> scopes = new ArrayList<>(4);
        scopes.add(this);
        if (route != null) {
            scopes.add(new Scope(component, null, tenant));
        }
        if (tenant != null) {
            scopes.add(new Scope(component, route, null));
        }
        if (route != null && tenant != null) {
            scopes.add(new Scope(component, null, null));
        }
        return scopes;
    }

    @Override
    public String toString() {
        return "component " + component
                + (route == null ? "" : ", route " + route)
                + (tenant == null ? "" : ", tenant " + Excerpt.quoted(tenant));
    }
}
