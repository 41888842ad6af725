package club.imgeo.camel;

import club.imgeo.charge.KnownBalance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.jspecify.annotations.Nullable;

/**
 * Camel's dev console {@code imgeo}: what each account has left, has in flight and in doubt, and how the last messages
 * ended. It asks the journals, and imgeo for nothing; it knows neither prompts nor keys.
 */
@DevConsole(name = "imgeo", displayName = "imgeo", description = "Credits, calls in flight, doubts and last outcomes")
public class ImgeoDevConsole extends AbstractDevConsole {
    private static final int PATIENCE_SECONDS = 1;

    /** As Camel makes it. */
    public ImgeoDevConsole() {
        super("camel", "imgeo", "imgeo", "Credits, calls in flight, doubts and last outcomes");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return Map.of(
                "components",
                components().stream().map(ImgeoDevConsole::account).toList());
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return components().stream().map(component -> text(account(component))).collect(Collectors.joining("\n"));
    }

    private List<ImgeoComponent> components() {
        return getCamelContext().getComponentNames().stream()
                .sorted()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(ImgeoComponent.class::isInstance)
                .map(ImgeoComponent.class::cast)
                .filter(ImgeoComponent::isStarted)
                .distinct()
                .toList();
    }

    private static Map<String, Object> account(ImgeoComponent component) {
        Figures figures = new Figures(component, component.name());
        Sight sight = component.sight();
        KnownBalance balance = figures.balance();
        Figures.Doubts doubts = doubts(figures);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("name", component.name());
        all.put("baseUrl", component.getBaseUrl());
        all.put("balance", balance == null ? null : balance.credits());
        all.put("balanceAt", balance == null ? null : balance.at().toString());
        all.put("inFlight", sight.inFlight());
        all.put("creditsReserved", sight.reserved());
        all.put("creditsSpent", sight.spent());
        all.put("creditsRefunded", sight.refunded());
        all.put("inDoubt", doubts == null ? null : doubts.count());
        all.put("creditsInDoubt", doubts == null ? null : doubts.credits());
        all.put("journalTrouble", component.ledgers().trouble().orElse(null));
        all.put(
                "lastOutcomes",
                sight.endings().stream().map(ImgeoDevConsole::outcome).toList());
        return known(all);
    }

    /** Null where the journals do not answer. */
    private static Figures.@Nullable Doubts doubts(Figures figures) {
        try {
            return figures.askForDoubts().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static Map<String, Object> outcome(Ending ending) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("at", ending.at().toString());
        all.put("model", ending.model());
        all.put("outcome", ending.how().toString());
        all.put("images", ending.images());
        all.put("credits", ending.credits());
        all.put("millis", ending.took().toMillis());
        return known(all);
    }

    private static Map<String, Object> known(Map<String, @Nullable Object> all) {
        Map<String, Object> known = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return known;
    }

    private static String text(Map<String, Object> account) {
        StringBuilder text = new StringBuilder();
        account.forEach((name, value) -> {
            if (value instanceof List<?> outcomes) {
                text.append("  ").append(name).append(":\n");
                outcomes.forEach(each -> text.append("    ").append(line(each)).append('\n'));
            } else {
                text.append(name.equals("name") ? "" : "  " + name + ": ")
                        .append(value)
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static String line(@Nullable Object outcome) {
        return outcome instanceof Map<?, ?> fields
                ? fields.entrySet().stream()
                        .map(field -> field.getKey() + " " + field.getValue())
                        .collect(Collectors.joining(", "))
                : Objects.toString(outcome);
    }
}
