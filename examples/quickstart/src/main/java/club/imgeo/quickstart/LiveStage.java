package club.imgeo.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;

/** The real API, for real credits. */
final class LiveStage implements Stage {
    private final Map<String, String> options = new LinkedHashMap<>();

    /** @param more options of the component, for a test that must not pay */
    LiveStage(String apiKey, Map<String, String> more) {
        options.put("camel.component.imgeo.api-key", apiKey);
        options.putAll(more);
    }

    @Override
    public String welcome() {
        return "imgeo quickstart on the real API. Pictures are paid for with the credits of your account.";
    }

    @Override
    public Map<String, String> options() {
        return options;
    }

    /** Others may spend from the account meanwhile, so a difference is told and is no error. */
    @Override
    public String audit(Bill bill) {
        return bill.addsUp()
                ? "The balance agrees."
                : "The balance went from " + Progress.credits(bill.before()) + " to "
                        + Progress.credits(bill.after())
                        + ": somebody else used the account meanwhile, or a call above was charged without a picture.";
    }

    @Override
    public void close() {}
}
