package club.imgeo.camel;

import club.imgeo.charge.Cap;
import club.imgeo.charge.ChargeKeys;
import club.imgeo.charge.Scope;
import club.imgeo.client.ApiKey;
import club.imgeo.client.Excerpt;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The options creditBudget, creditBudgetWindow and creditBudgetPer, read and checked. */
final class Budget {
    static final String PER_COMPONENT = "component";
    static final String PER_ROUTE = "route";
    private static final String PER_HEADER = "header:";
    /** As many characters of a tenant as a journal keeps. */
    private static final int MOST = 255;

    private final BigDecimal credits;
    private final @Nullable Duration window;
    private final String per;

    private Budget(BigDecimal credits, @Nullable Duration window, String per) {
        this.credits = credits;
        this.window = window;
        this.per = per;
    }

    /**
     * @param credits null for no budget
     * @return null for no budget
     * @throws IllegalArgumentException naming the option and the remedy
     */
    static @Nullable Budget of(@Nullable Long credits, String window, String per) {
        boolean known = per.equals(PER_COMPONENT)
                || per.equals(PER_ROUTE)
                || (per.startsWith(PER_HEADER) && per.length() > PER_HEADER.length());
        if (!known) {
            throw new IllegalArgumentException("creditBudgetPer: '" + per + "' is none of component, route and"
                    + " header:NAME, where NAME is the header that says whose budget it is");
        }
        Duration span = window(window);
        if (credits == null && per.startsWith(PER_HEADER)) {
            throw new IllegalArgumentException("creditBudgetPer: '" + per + "' has no effect without creditBudget: no"
                    + " message would have a tenant, and all would share their charge keys; set creditBudget");
        }
        if (credits == null) {
            return null;
        }
        if (credits < 0) {
            throw new IllegalArgumentException("creditBudget: " + credits
                    + " is less than 0; say how many credits may be" + " spent, or leave it out for no budget");
        }
        return new Budget(BigDecimal.valueOf(credits), span, per);
    }

    private static @Nullable Duration window(String window) {
        if (window.equals("none")) {
            return null;
        }
        try {
            Duration span = Duration.ofMillis(TimeUtils.toMilliSeconds(window));
            if (span.compareTo(Duration.ofSeconds(1)) >= 0) {
                return span;
            }
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            // said below, as for what is too short
        }
        throw new IllegalArgumentException(
                "creditBudgetWindow: '" + window + "' is no time of a second or more; give one"
                        + " such as 1h or 1d, or none for a budget that is never renewed");
    }

    /** Null for all time. */
    @Nullable
    Duration window() {
        return window;
    }

    /** The one that names the tenant; null where there are none. */
    @Nullable
    String header() {
        return per.startsWith(PER_HEADER) ? per.substring(PER_HEADER.length()) : null;
    }

    /** Whose charge it is, as far as this budget needs to know. */
    @Nullable
    String tenant(Exchange exchange) {
        String header = header();
        if (header == null) {
            return null;
        }
        String tenant = exchange.getMessage().getHeader(header, String.class);
        if (tenant == null || tenant.isBlank() || tenant.length() > MOST) {
            throw InvalidRequestException.before(List.of(
                    header + ": is missing, blank or longer than " + MOST + "; creditBudgetPer counts by this header"));
        }
        if (ApiKey.isIn(tenant)) {
            throw InvalidRequestException.before(
                    List.of(header + ": contains an API key, which the journal must not hold; name the tenant"));
        }
        if (!ChargeKeys.isPrintable(tenant)) {
            throw InvalidRequestException.before(List.of(header + ": " + Excerpt.quoted(tenant)
                    + " has a control character, or half of a surrogate pair; creditBudgetPer counts by this header, so"
                    + " give it plain text"));
        }
        return tenant;
    }

    static @Nullable String route(Exchange exchange) {
        return ExchangeHelper.getRouteId(exchange);
    }

    Cap cap(String component, @Nullable String route, @Nullable String tenant) {
        return new Cap(
                switch (per) {
                    case PER_COMPONENT -> new Scope(component, null, null);
                    case PER_ROUTE -> new Scope(component, route, null);
                    default -> new Scope(component, null, tenant);
                },
                credits,
                window);
    }
}
