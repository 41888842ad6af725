package club.imgeo.camel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an endpoint does. */
public enum ImgeoOperation {
    /** Draws images; costs credits. */
    GENERATE,
    /** Checks and prices a request without spending. */
    QUOTE,
    /** Lists the models. */
    MODELS,
    /** Tells the credits left. */
    BALANCE,
    /** Lists what is in doubt, ends a doubt, or holds the journal against the balance. */
    JOURNAL;

    /** @throws IllegalArgumentException naming the operations that there are */
    static ImgeoOperation parse(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("imgeo:" + name + ": no such operation; one of "
                        + Arrays.stream(values()).map(each -> "imgeo:" + each).collect(Collectors.joining(", "))));
    }

    /** Whether it needs an account. */
    boolean needsApiKey() {
        return this == GENERATE || this == BALANCE;
    }

    /** Returns whether a message says what to draw. */
    boolean readsRequests() {
        return this == GENERATE || this == QUOTE;
    }

    /** The headers that it sets where it succeeds. */
    List<String> outputs() {
        return switch (this) {
            case GENERATE ->
                List.of(
                        ImgeoConstants.IMAGES,
                        ImgeoConstants.CREDITS_USED,
                        ImgeoConstants.CREDITS_REMAINING,
                        ImgeoConstants.CREDIT_OUTCOME,
                        ImgeoConstants.PARTIAL,
                        ImgeoConstants.REPLAYED,
                        ImgeoConstants.MODEL_USED);
            case QUOTE -> List.of(ImgeoConstants.CREDITS_QUOTED);
            case JOURNAL ->
                List.of(
                        ImgeoConstants.IN_DOUBT_COUNT,
                        ImgeoConstants.IN_DOUBT_CREDITS,
                        ImgeoConstants.UNEXPLAINED_CREDITS);
            case MODELS, BALANCE -> List.of();
        };
    }

    /** As it stands in a URI. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
