package club.imgeo.client;

import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.NOT_CHARGED;
import static club.imgeo.client.CreditOutcome.REFUNDED;
import static club.imgeo.client.CreditOutcome.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange that gave no images says about the credits: the table of {@code docs/errors.md}, row for row, as a
 * pure function of the facts. The class of an exception decides nothing but the wording.
 */
record Verdict(Attempt attempt, Call call, Instant now) {
    /** What hosting platforms send along with an error of their own, which may look like the API's: JSON with a message. */
    private static final List<String> SIGNS_OF_A_PLATFORM = List.of("x-vercel-error", "x-amzn-errortype");

    /** Judges any attempt but a 200 that could be read. */
    ImgeoException onFailure() {
        int status = attempt.status();
        return switch (status) {
            case 0 -> onSilence();
            case 200 -> onUnusable(Breakage.of(attempt, call));
            case 400, 413, 415, 422 -> onRefusal();
            case 401, 403 ->
                new AuthenticationException(answered("the API key is not accepted; check apiKey", NOT_CHARGED));
            case 402 -> new InsufficientCreditsException(answered("not enough credits; buy more", NOT_CHARGED));
            case 429 -> new RateLimitedException(answered("too many requests", NOT_CHARGED));
            case 500 -> onServerError();
            // Whatever these say, the request may have been read and served.
            case 408, 409, 425 -> service("the server gave up on the request", UNKNOWN);
            default -> onForeign(status);
        };
    }

    /** Judges a 200 that is no use, because of {@code why}. For a generation the credits are gone. */
    ImgeoException onUnusable(String why) {
        return new UnusableAnswerException(
                answered("unusable answer, " + why, CHARGED), Answers.salvage(attempt.body()));
    }

    private ImgeoException onSilence() {
        boolean whole = attempt.sent() == Sent.WHOLE;
        return new TransportException(new Failure(
                (!call.paid() ? "no answer: " : whole ? "the reply was lost: " : "the request was not sent: ")
                        + Breakage.of(attempt, call),
                outcome(whole ? UNKNOWN : NOT_CHARGED),
                0,
                null,
                null,
                call.clean(attempt.broken())));
    }

    private ImgeoException onRefusal() {
        Failure failure = answered("invalid request", NOT_CHARGED);
        String why = Answers.errorMessage(attempt.body())
                .map(message -> call.proven() ? shown(message) : "the server refuses it" + Call.UNPROVEN)
                .orElse("the server does not say why");
        return new InvalidRequestException(failure, List.of(why));
    }

    /** Only the API itself gives credits back, so only its own shape of a 500 says that it did. */
    private ImgeoException onServerError() {
        boolean ownShape = attempt.broken() == null
                && Answers.errorMessage(attempt.body()).isPresent()
                && SIGNS_OF_A_PLATFORM.stream()
                        .allMatch(header -> attempt.headers().firstValue(header).isEmpty());
        return call.paid() && ownShape
                ? new GenerationFailedException(answered("the server could not draw this", REFUNDED))
                : service("the server failed", UNKNOWN);
    }

    private ImgeoException onForeign(int status) {
        if (status >= 300 && status < 400) {
            String location = attempt.headers().firstValue("Location").orElse("nowhere");
            String address = location.replaceFirst("[?#].*", ""); // the rest may repeat the prompt in any encoding
            boolean toImgeo = address.startsWith(ImgeoClient.DEFAULT_BASE_URL + "/");
            String where = call.proven() || toImgeo ? "to " + shown(address) : "elsewhere";
            return service("redirected " + where + ", which is not followed; check baseUrl", NOT_CHARGED);
        }
        if (status == 421) {
            return service(
                    "the server does not answer for the host name in " + call.url()
                            + "; check baseUrl, or have the server"
                            + " accept that name, as the sandbox does with --allow-host NAME",
                    NOT_CHARGED);
        }
        return status >= 400 && status < 500
                ? service("no imgeo API at " + call.url() + "; check baseUrl", NOT_CHARGED)
                : service("not an answer of the imgeo API", UNKNOWN);
    }

    private ImgeoException service(String reason, CreditOutcome outcome) {
        return new ServiceException(answered(reason, outcome));
    }

    private Failure answered(String reason, CreditOutcome outcome) {
        return new Failure(
                reason
                        + Answers.errorMessage(attempt.body())
                                .map(this::repeated)
                                .orElse(""),
                outcome(outcome),
                attempt.status(),
                retryAfter(),
                call.kept(attempt.body()),
                null);
    }

    private CreditOutcome outcome(CreditOutcome ofPaid) {
        return call.paid() ? ofPaid : NOT_CHARGED;
    }

    private @Nullable Duration retryAfter() {
        return RetryAfter.of(attempt, now).orElse(null);
    }

    private String repeated(String message) {
        return call.proven() ? ": " + shown(message) : Call.UNPROVEN;
    }

    private String shown(String foreign) {
        return Excerpt.of(call.redacted(foreign));
    }
}
