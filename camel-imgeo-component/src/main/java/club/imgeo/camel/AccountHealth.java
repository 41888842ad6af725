package club.imgeo.camel;

import club.imgeo.client.AuthenticationException;
import club.imgeo.client.Balance;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Down while nothing could be drawn for the account: its key is not accepted, imgeo does not answer, or too few credits
 * are left. What it asks costs nothing, and it asks twice a minute at the most, however often it is asked itself.
 */
final class AccountHealth extends ReadinessCheck {
    private static final String BALANCE = "imgeo.balance";
    private static final String MINIMUM = "imgeo.minimum";

    private final String component;
    private final @Nullable BalanceProbe probe;
    private final BigDecimal minimum;

    /**
     * @param probe null without a key. Then it is up: what needs one does not start without it, and the rest needs no
     *     account
     */
    AccountHealth(String component, @Nullable BalanceProbe probe, long minimum) {
        super(component);
        this.component = component;
        this.probe = probe;
        this.minimum = BigDecimal.valueOf(minimum);
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).detail(MINIMUM, minimum);
        if (probe == null) {
            return result.message("no API key is set; imgeo:models and imgeo:quote need none")
                    .up()
                    .build();
        }
        try {
            return judged(result, probe.balance()).build();
        } catch (ExecutionException e) {
            return result.message(why(e.getCause())).down().build();
        } catch (TimeoutException e) {
            return result.message("imgeo has not answered yet; see whether " + optionOf("base-url")
                            + " can be reached from here, and how fast")
                    .down()
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result.message("interrupted").unknown().build();
        }
    }

    private HealthCheckResultBuilder judged(HealthCheckResultBuilder result, Balance balance) {
        result.detail(BALANCE, balance.credits());
        return balance.credits().compareTo(minimum) >= 0
                ? result.up()
                : result.message("the balance of " + balance + " is less than healthMinimumCredits=" + minimum
                                + "; buy credits at imgeo, or set " + optionOf("health-minimum-credits") + " lower")
                        .down();
    }

    /** The messages of the client name no key. */
    private String why(@Nullable Throwable thrown) {
        String said = thrown == null ? "" : String.valueOf(thrown.getMessage());
        return thrown instanceof AuthenticationException
                ? "the API key is not accepted; set " + optionOf("api-key") + ", or IMGEO_API_KEY in the environment,"
                        + " to one that Dashboard, API Keys lists: " + said
                : "the balance cannot be had, so a generation is likely to fail, too: " + said;
    }

    private String optionOf(String name) {
        return "camel.component." + component + "." + name;
    }
}
