package club.imgeo.charge;

import static club.imgeo.charge.Journals.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose charges count, and since when. */
class ScopeTest {
    @ParameterizedTest
    @CsvSource({
        "imgeo,,,      imgeo,,,      true",
        "imgeo,,,      imgeo,r,t,    true",
        "imgeo,,,      other,r,t,    false",
        "imgeo,r,,     imgeo,r,t,    true",
        "imgeo,r,,     imgeo,q,t,    false",
        "imgeo,r,,     imgeo,,,      false",
        "imgeo,,t,     imgeo,r,t,    true",
        "imgeo,,t,     imgeo,r,s,    false",
        "imgeo,,t,     imgeo,r,,     false",
        "imgeo,r,t,    imgeo,r,t,    true",
        "imgeo,r,t,    imgeo,q,t,    false",
    })
    void includesWhatItDoesNotTellApart(
            String component,
            @Nullable String route,
            @Nullable String tenant,
            String otherComponent,
            @Nullable String otherRoute,
            @Nullable String otherTenant,
            boolean included) {
        Scope scope = new Scope(component, route, tenant);

        assertThat(scope.includes(new Scope(otherComponent, otherRoute, otherTenant)))
                .isEqualTo(included);
    }

    @Test
    void saysWhoseItIs() {
        assertThat(new Scope("imgeo", null, null)).hasToString("component imgeo");
        assertThat(new Scope("imgeo", "r", null)).hasToString("component imgeo, route r");
        assertThat(new Scope("imgeo", "r", "t")).hasToString("component imgeo, route r, tenant 't'");
        assertThat(new Scope("imgeo", null, "t")).hasToString("component imgeo, tenant 't'");
    }

    @Test
    void countsForABudgetSinceItsWindowBegan() {
        Scope scope = new Scope("imgeo", null, null);
        Cap hourly = new Cap(scope, BigDecimal.TEN, Duration.ofHours(1));
        Cap forEver = new Cap(scope, BigDecimal.TEN, null);

        assertThat(hourly.since(NOON)).isEqualTo(NOON.minusSeconds(3600));
        assertThat(hourly.inItsWindow()).isEqualTo(" in 1h");
        assertThat(forEver.since(NOON)).isEqualTo(Instant.EPOCH);
        assertThat(forEver.inItsWindow()).isEmpty();
    }
}
