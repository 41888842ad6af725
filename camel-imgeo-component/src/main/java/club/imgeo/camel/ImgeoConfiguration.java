package club.imgeo.camel;

import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.charge.SpendingLimits;
import club.imgeo.charge.Terms;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** What Camel sets on an endpoint; frozen when the endpoint starts. */
@UriParams
public class ImgeoConfiguration {
    @UriParam(label = "producer")
    private @Nullable String model;

    @UriParam(label = "producer", enums = "1:1,2:3,3:2,3:4,4:3,4:5,5:4,9:16,16:9,9:21,21:9", defaultValue = "1:1")
    private @Nullable String aspectRatio;

    @UriParam(label = "producer", defaultValue = "1")
    private @Nullable Integer count;

    @UriParam(label = "producer", enums = "text2img,img2img", defaultValue = "text2img")
    private @Nullable String mode;

    @UriParam(label = "producer")
    private @Nullable String image;

    @UriParam(label = "producer")
    private @Nullable String negativePrompt;

    @UriParam(label = "producer")
    private @Nullable Integer maxCredits;

    @UriParam(label = "consumer")
    private @Nullable String threshold;

    @UriParam(label = "producer")
    private @Nullable Object journal;

    @UriParam(label = "producer", enums = "list,resolve,report", defaultValue = "list")
    private String journalOperation = "list";

    @UriParam(label = "producer")
    private @Nullable String chargeKey;

    @UriParam(label = "producer")
    private @Nullable Boolean chargeKeyFromHeader;

    @UriParam(label = "producer", enums = "quarantine,stop,retry", defaultValue = "quarantine")
    private InDoubtPolicy inDoubtPolicy = InDoubtPolicy.QUARANTINE;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean reuse;

    @UriParam(label = "producer")
    private @Nullable Long creditBudget;

    @UriParam(label = "producer", defaultValue = "none")
    private String creditBudgetWindow = "none";

    @UriParam(label = "producer", defaultValue = Budget.PER_ROUTE)
    private String creditBudgetPer = Budget.PER_ROUTE;

    @UriParam(label = "producer")
    private @Nullable String fallbackModels;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean fallbackAtAnyPrice;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean download;

    @UriParam(label = "producer")
    private @Nullable String allowedModels;

    @UriParam(label = "producer")
    private @Nullable Long maxCreditsPerMessage;

    @UriParam(label = "producer", enums = "auto,prompt", defaultValue = "auto")
    private BodyAs bodyAs = BodyAs.AUTO;

    /** How an order is carried out. */
    Terms terms() {
        return new Terms(inDoubtPolicy, reuse, models(), fallbackAtAnyPrice, limits());
    }

    /** The ids in fallbackModels. */
    List<String> models() {
        return ids(fallbackModels);
    }

    private static List<String> ids(@Nullable String list) {
        return list == null
                ? List.of()
                : Stream.of(list.split(","))
                        .map(String::strip)
                        .filter(model -> !model.isEmpty())
                        .distinct()
                        .toList();
    }

    /**
     * What a message may ask for.
     *
     * @throws IllegalArgumentException for a limit that would mean nothing, naming the option and the remedy
     */
    SpendingLimits limits() {
        List<String> allowed = ids(allowedModels);
        if (allowedModels != null && allowed.isEmpty()) { // such as an empty placeholder, which must not allow them all
            throw new IllegalArgumentException(
                    "allowedModels: names no model; give ids separated by commas, or leave it out to allow all");
        }
        if (maxCreditsPerMessage != null && maxCreditsPerMessage < 0) {
            throw new IllegalArgumentException("maxCreditsPerMessage: " + maxCreditsPerMessage
                    + " is less than 0; say how many credits one message may cost, or leave it out for no limit");
        }
        return new SpendingLimits(
                allowed, maxCreditsPerMessage == null ? null : BigDecimal.valueOf(maxCreditsPerMessage));
    }

    /** Null where there is none. */
    @Nullable
    ChargeKeyExpression chargeKey(CamelContext context) {
        return chargeKey == null ? null : ChargeKeyExpression.parse(context, chargeKey);
    }

    /** Null where there is none. */
    @Nullable
    Budget budget() {
        return Budget.of(creditBudget, creditBudgetWindow, creditBudgetPer);
    }

    /** What a message does not say of the request, under the API's own names. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        putIfSet(fields, "model", model);
        putIfSet(fields, "aspect_ratio", aspectRatio);
        putIfSet(fields, "count", count);
        putIfSet(fields, "mode", mode);
        putIfSet(fields, "image", image);
        putIfSet(fields, "negative_prompt", negativePrompt);
        return fields;
    }

    private static void putIfSet(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    public @Nullable String getModel() {
        return model;
    }

    /**
     * The id of the model to draw with, such as google/imagen-4. imgeo:models lists them with their prices. The header
     * CamelImgeoModel or the body's field model counts before it.
     */
    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getAspectRatio() {
        return aspectRatio;
    }

    /** Width to height of the images. */
    public void setAspectRatio(@Nullable String aspectRatio) {
        this.aspectRatio = aspectRatio;
    }

    public @Nullable Integer getCount() {
        return count;
    }

    /** The number of images per message. Each is paid for. */
    public void setCount(@Nullable Integer count) {
        this.count = count;
    }

    public @Nullable String getMode() {
        return mode;
    }

    /** What to draw from: the prompt alone, or a source image too. For imgeo:models, lists only the models that can. */
    public void setMode(@Nullable String mode) {
        this.mode = mode;
    }

    public @Nullable String getImage() {
        return image;
    }

    /** The public URL of the image that img2img starts from. */
    public void setImage(@Nullable String image) {
        this.image = image;
    }

    public @Nullable String getNegativePrompt() {
        return negativePrompt;
    }

    /** What to leave out of the picture. Not every model takes it. */
    public void setNegativePrompt(@Nullable String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public @Nullable Integer getMaxCredits() {
        return maxCredits;
    }

    /** For imgeo:models, lists only the models that cost at most so many credits per image. */
    public void setMaxCredits(@Nullable Integer maxCredits) {
        this.maxCredits = maxCredits;
    }

    public @Nullable Object getJournal() {
        return journal;
    }

    /**
     * Where this endpoint writes down what it pays for, instead of the component's journal: memory, off, file:DIR, or
     * #NAME for a bean that is a javax.sql.DataSource or a ChargeJournal.
     */
    public void setJournal(@Nullable Object journal) {
        this.journal = journal;
    }

    public String getJournalOperation() {
        return journalOperation;
    }

    /**
     * For imgeo:journal: lists what is in doubt (list), ends the doubt that the body names (resolve), or says what was
     * spent and whether the balance agrees (report).
     */
    public void setJournalOperation(String journalOperation) {
        this.journalOperation = journalOperation;
    }

    public @Nullable String getChargeKey() {
        return chargeKey;
    }

    /**
     * What names the request, in the simple language, such as ${header.orderId}. A key is paid for at most once; sent
     * again, it gets the same images at no cost. A message is refused if a variable part has no value. Without a key, only
     * a redelivery by Camel's error handler is guarded.
     */
    public void setChargeKey(@Nullable String chargeKey) {
        this.chargeKey = chargeKey;
    }

    public @Nullable Boolean getChargeKeyFromHeader() {
        return chargeKeyFromHeader;
    }

    /**
     * Whether the header CamelImgeoChargeKey counts before chargeKey. By default it does where the journal is this
     * process's own, and does not where others share it, since headers may come from outside.
     */
    public void setChargeKeyFromHeader(@Nullable Boolean chargeKeyFromHeader) {
        this.chargeKeyFromHeader = chargeKeyFromHeader;
    }

    public InDoubtPolicy getInDoubtPolicy() {
        return inDoubtPolicy;
    }

    /**
     * What becomes of a key that may have been paid for, and nobody knows: it fails until somebody resolves it
     * (quarantine), or the route stops too (stop), or it is sent again and may be paid for twice (retry).
     */
    public void setInDoubtPolicy(InDoubtPolicy inDoubtPolicy) {
        this.inDoubtPolicy = inDoubtPolicy;
    }

    public boolean isReuse() {
        return reuse;
    }

    /** Makes the content of the request its key: the same picture is bought once, as long as the journal is kept. */
    public void setReuse(boolean reuse) {
        this.reuse = reuse;
    }

    public @Nullable Long getCreditBudget() {
        return creditBudget;
    }

    /** The most credits that may be spent in creditBudgetWindow, as a cap of your own beside the component's. */
    public void setCreditBudget(@Nullable Long creditBudget) {
        this.creditBudget = creditBudget;
    }

    public String getCreditBudgetWindow() {
        return creditBudgetWindow;
    }

    /** The time that creditBudget is for, looking back from each message, such as 1h or 1d; none for all time. */
    public void setCreditBudgetWindow(String creditBudgetWindow) {
        this.creditBudgetWindow = creditBudgetWindow;
    }

    public String getCreditBudgetPer() {
        return creditBudgetPer;
    }

    /**
     * What shares creditBudget: the route, the component, or, as header:NAME, all messages with one value of a header. That
     * value is then a part of each charge key, too.
     */
    public void setCreditBudgetPer(String creditBudgetPer) {
        this.creditBudgetPer = creditBudgetPer;
    }

    public @Nullable String getFallbackModels() {
        return fallbackModels;
    }

    /**
     * Ids of models, separated by commas, to draw with where the model asked for fails and it costs nothing: after a
     * refund, or when the server asks for patience. Each is tried once.
     */
    public void setFallbackModels(@Nullable String fallbackModels) {
        this.fallbackModels = fallbackModels;
    }

    public boolean isFallbackAtAnyPrice() {
        return fallbackAtAnyPrice;
    }

    /** Lets fallbackModels cost more than the model asked for. */
    public void setFallbackAtAnyPrice(boolean fallbackAtAnyPrice) {
        this.fallbackAtAnyPrice = fallbackAtAnyPrice;
    }

    public boolean isDownload() {
        return download;
    }

    /**
     * For imgeo:generate, makes the picture itself the body, as a file with a name and a type in the headers, and
     * several pictures a list of messages for a splitter. The files are deleted when no message refers to them any more.
     */
    public void setDownload(boolean download) {
        this.download = download;
    }

    public @Nullable String getAllowedModels() {
        return allowedModels;
    }

    /**
     * For imgeo:generate and imgeo:quote, the ids of the models that a message may ask for, separated by commas. The
     * model of the endpoint and its fallbackModels must be among them. A message that names another model is refused
     * before anything is sent. Without it, a message may name any model.
     */
    public void setAllowedModels(@Nullable String allowedModels) {
        this.allowedModels = allowedModels;
    }

    public @Nullable Long getMaxCreditsPerMessage() {
        return maxCreditsPerMessage;
    }

    /**
     * For imgeo:generate and imgeo:quote, the most credits that one message may cost, which is the price of the model times
     * the count. A message that costs more, or whose price is unknown, is refused before anything is sent.
     */
    public void setMaxCreditsPerMessage(@Nullable Long maxCreditsPerMessage) {
        this.maxCreditsPerMessage = maxCreditsPerMessage;
    }

    public BodyAs getBodyAs() {
        return bodyAs;
    }

    /**
     * For imgeo:generate and imgeo:quote, what the body means: a JSON object or a map sets all fields and any other text is
     * the prompt (auto), or the body is always the prompt, even if it is JSON, and sets no other field (prompt). Headers
     * count in both.
     */
    public void setBodyAs(BodyAs bodyAs) {
        this.bodyAs = bodyAs;
    }

    public @Nullable String getThreshold() {
        return threshold;
    }

    /**
     * For from("imgeo:balance"), where it is required: the number of credits, 0 or more. A message comes when the balance
     * falls below it, and another when the balance is back.
     */
    public void setThreshold(@Nullable String threshold) {
        this.threshold = threshold;
    }
}
