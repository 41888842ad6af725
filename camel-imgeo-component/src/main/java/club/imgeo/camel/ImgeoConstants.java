package club.imgeo.camel;

import org.apache.camel.spi.Metadata;

/** The headers that the component reads and sets. */
public final class ImgeoConstants {
    @Metadata(label = "producer", description = "The model to draw with.", javaType = "String")
    public static final String MODEL = "CamelImgeoModel";

    @Metadata(label = "producer", description = "Width to height, such as 16:9.", javaType = "String")
    public static final String ASPECT_RATIO = "CamelImgeoAspectRatio";

    @Metadata(label = "producer", description = "The number of images. Each is paid for.", javaType = "Integer")
    public static final String COUNT = "CamelImgeoCount";

    @Metadata(
            label = "producer",
            description = "What to draw from: the prompt alone (text2img) or an image too (img2img).",
            javaType = "String")
    public static final String MODE = "CamelImgeoMode";

    @Metadata(
            label = "producer",
            description = "The public URL of the image that img2img starts from.",
            javaType = "String")
    public static final String IMAGE = "CamelImgeoImage";

    @Metadata(label = "producer", description = "What to leave out of the picture.", javaType = "String")
    public static final String NEGATIVE_PROMPT = "CamelImgeoNegativePrompt";

    @Metadata(
            label = "producer",
            description = "The key that generate pays for at most once, where chargeKeyFromHeader allows it.",
            javaType = "String")
    public static final String CHARGE_KEY = "CamelImgeoChargeKey";

    @Metadata(
            label = "producer",
            description = "Set by generate: the URLs of the images.",
            javaType = "java.util.List<String>")
    public static final String IMAGES = "CamelImgeoImages";

    @Metadata(
            label = "producer",
            description =
                    "Set by generate: the credits that it cost, as the server says or else by the catalog's price;"
                            + " absent where neither is known.",
            javaType = "java.math.BigDecimal")
    public static final String CREDITS_USED = "CamelImgeoCreditsUsed";

    @Metadata(
            label = "producer",
            description = "Set by generate: the credits left in the account, where the server says so.",
            javaType = "java.math.BigDecimal")
    public static final String CREDITS_REMAINING = "CamelImgeoCreditsRemaining";

    @Metadata(
            label = "producer",
            description = "Set by generate, on success and on failure: what became of the credits: NOT_CHARGED,"
                    + " REFUNDED, CHARGED or UNKNOWN.",
            javaType = "club.imgeo.client.CreditOutcome")
    public static final String CREDIT_OUTCOME = "CamelImgeoCreditOutcome";

    @Metadata(
            label = "producer",
            description = "Set by generate: whether fewer images came than were asked for.",
            javaType = "Boolean")
    public static final String PARTIAL = "CamelImgeoPartial";

    @Metadata(
            label = "producer",
            description = "Set by generate: whether the images were paid for before, so that they cost nothing now.",
            javaType = "Boolean")
    public static final String REPLAYED = "CamelImgeoReplayed";

    @Metadata(
            label = "producer",
            description = "Set by generate: the model that drew; another than was asked for after a fallback.",
            javaType = "String")
    public static final String MODEL_USED = "CamelImgeoModelUsed";

    @Metadata(
            label = "producer",
            description = "Set on failure: whether the same message can be sent again without a chance of paying twice,"
                    + " and could succeed then.",
            javaType = "Boolean")
    public static final String RETRYABLE = "CamelImgeoRetryable";

    @Metadata(
            label = "producer",
            description = "Set by quote: the credits that the request would cost; absent where no price is known.",
            javaType = "java.math.BigDecimal")
    public static final String CREDITS_QUOTED = "CamelImgeoCreditsQuoted";

    @Metadata(
            label = "consumer",
            description = "Set by a consumer of balance: the threshold that the balance has passed.",
            javaType = "java.math.BigDecimal")
    public static final String THRESHOLD = "CamelImgeoThreshold";

    @Metadata(
            label = "consumer",
            description = "Set by a consumer of balance: whether the balance is below the threshold, or else back.",
            javaType = "Boolean")
    public static final String LOW = "CamelImgeoLow";

    @Metadata(
            label = "producer",
            description = "Set by journal with journalOperation=list: the number of charges listed.",
            javaType = "Integer")
    public static final String IN_DOUBT_COUNT = "CamelImgeoInDoubtCount";

    @Metadata(
            label = "producer",
            description = "Set by journal with journalOperation=report: the credits that are in doubt.",
            javaType = "java.math.BigDecimal")
    public static final String IN_DOUBT_CREDITS = "CamelImgeoInDoubtCredits";

    @Metadata(
            label = "producer",
            description = "Set by journal with journalOperation=report: the credits that the account lost and the"
                    + " journal does not explain; absent where the balance cannot be had.",
            javaType = "java.math.BigDecimal")
    public static final String UNEXPLAINED_CREDITS = "CamelImgeoUnexplainedCredits";

    private ImgeoConstants() {}
}
