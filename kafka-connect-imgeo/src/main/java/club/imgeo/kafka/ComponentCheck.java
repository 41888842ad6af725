package club.imgeo.kafka;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.Nearest;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Each option for the Camel component is one that the sink passes on, with a plain value that can be read. */
final class ComponentCheck {
    private static final String BUDGET = "creditBudget";

    /** Names in Camel, to the option to use instead. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("apikey", SinkOptions.API_KEY),
            Map.entry("baseurl", SinkOptions.BASE_URL),
            Map.entry("requesttimeout", SinkOptions.REQUEST_TIMEOUT),
            Map.entry("maxinflight", SinkOptions.MAX_IN_FLIGHT),
            Map.entry("maxretries", SinkOptions.MAX_RETRIES),
            Map.entry("journal", SinkOptions.JOURNAL_TOPIC),
            Map.entry("journalretention", SinkOptions.JOURNAL_RETENTION),
            Map.entry("chargekey", SinkOptions.CHARGE_KEY),
            Map.entry("chargekeyfromheader", SinkOptions.CHARGE_KEY),
            Map.entry("indoubtpolicy", SinkOptions.IN_DOUBT_POLICY),
            Map.entry("sslcontextparameters", SinkOptions.TRUSTSTORE_CERTIFICATES),
            Map.entry("useglobalsslcontextparameters", SinkOptions.TRUSTSTORE_CERTIFICATES));

    private ComponentCheck() {}

    static void check(Given given, Objections objections) {
        given.under(SinkOptions.COMPONENT).forEach((name, value) -> {
            String why = objection(name, value);
            if (why != null) {
                objections.add(SinkOptions.COMPONENT + name, why);
            }
        });
    }

    /** Each task counts a budget of its own. That harms the author alone, so a task that is given one still runs. */
    static void checkBudget(Given given, Objections objections) {
        if (given.component(BUDGET) != null && isMany(given.raw(SinkOptions.TASKS_MAX))) {
            given.under(SinkOptions.COMPONENT).keySet().stream()
                    .filter(name -> ComponentOptions.inCamelCase(name).equals(BUDGET))
                    .forEach(name -> objections.add(
                            SinkOptions.COMPONENT + name,
                            "each task counts its own, so it would be spent " + SinkOptions.TASKS_MAX + " times; set "
                                    + SinkOptions.TASKS_MAX + "=1, or leave it out"));
        }
    }

    private static @Nullable String objection(String name, String value) {
        String ours = OURS.get(ComponentOptions.folded(name));
        if (ours != null) {
            return "the sink has an option for it; set " + ours;
        }
        ComponentOptions.Option<?> option = ComponentOptions.ALL.get(ComponentOptions.inCamelCase(name));
        if (option == null) {
            return "the sink passes no such option on; "
                    + Nearest.hint(name, new TreeSet<>(ComponentOptions.ALL.keySet()));
        }
        try {
            option.set(new ImgeoComponent(), value);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static boolean isMany(@Nullable String tasks) {
        return tasks != null && tasks.matches("\\d{1,100}") && new BigInteger(tasks).compareTo(BigInteger.ONE) > 0;
    }
}
