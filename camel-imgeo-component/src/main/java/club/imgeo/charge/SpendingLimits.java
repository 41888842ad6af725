package club.imgeo.charge;

import club.imgeo.client.Excerpt;
import club.imgeo.client.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request may ask for, whoever sent it. A sender that may choose the model and the count cannot spend more on one
 * request than these allow.
 *
 * @param models exact ids; empty if any model may draw
 * @param credits the most that all images of one request may cost; null if there is no such limit
 */
public record SpendingLimits(List<String> models, @Nullable BigDecimal credits) {
    /** Any model, any price. */
    public static final SpendingLimits NONE = new SpendingLimits(List.of(), null);

    public SpendingLimits {
        models = List.copyOf(models);
    }

    /** Returns all objections to {@code quote} at once, by the names of Camel's options; empty if it is within the limits. */
    public List<String> objectionsTo(Quote quote) {
        List<String> objections = new ArrayList<>();
        String model = Excerpt.quoted(quote.request().model());
        if (!models.isEmpty() && !models.contains(quote.request().model())) {
            objections.add("model: " + model + " is not in allowedModels; allowed are " + String.join(", ", models));
        }
        BigDecimal price = quote.credits();
        if (credits != null && price == null) {
            objections.add("maxCreditsPerMessage: the price of " + model + " is unknown; use a model whose price"
                    + " imgeo:models lists, or remove the limit");
        } else if (credits != null && price != null && price.compareTo(credits) > 0) {
            int count = quote.request().count();
            objections.add("maxCreditsPerMessage: " + model + " costs "
                    + price.toPlainString() + " credits for " + count + (count == 1 ? " image" : " images")
                    + ", and one message may cost " + credits.toPlainString()
                    + "; ask for fewer images or a cheaper model, or raise the limit");
        }
        return objections;
    }
}
