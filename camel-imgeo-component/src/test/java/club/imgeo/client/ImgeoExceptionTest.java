package club.imgeo.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImgeoExceptionTest {
    private static final Map<String, Function<Failure, ImgeoException>> KINDS = Map.ofEntries(
            Map.entry("AuthenticationException", AuthenticationException::new),
            Map.entry("BudgetExceededException", BudgetExceededException::new),
            Map.entry("ChargeKeyConflictException", failure -> new ChargeKeyConflictException(failure, "key")),
            Map.entry("DownloadException", failure -> new DownloadException(failure, true, false)),
            Map.entry("GenerationFailedException", GenerationFailedException::new),
            Map.entry("GenerationInFlightException", failure -> new GenerationInFlightException(failure, "key")),
            Map.entry("InDoubtException", failure -> new InDoubtException(failure, "key")),
            Map.entry("InsufficientCreditsException", InsufficientCreditsException::new),
            Map.entry("InvalidRequestException", failure -> new InvalidRequestException(failure, List.of())),
            Map.entry("JournalException", JournalException::new),
            Map.entry("RateLimitedException", RateLimitedException::new),
            Map.entry("ServiceException", ServiceException::new),
            Map.entry("TransportException", TransportException::new),
            Map.entry("UnusableAnswerException", failure -> new UnusableAnswerException(failure, List.of())));

    /** Where no credits are at stake, since those are what {@link RetriesTest} looks at. */
    @ParameterizedTest
    @CsvSource({
        "AuthenticationException,      401, false",
        "BudgetExceededException,      0,   false",
        "ChargeKeyConflictException,   0,   false",
        "DownloadException,            0,   true",
        "GenerationFailedException,    500, true",
        "GenerationInFlightException,  0,   true",
        "InDoubtException,             0,   false",
        "InsufficientCreditsException, 402, false",
        "InvalidRequestException,      400, false",
        "JournalException,             0,   true",
        "RateLimitedException,         429, true",
        "ServiceException,             201, false",
        "ServiceException,             308, false",
        "ServiceException,             404, false",
        "ServiceException,             408, true",
        "ServiceException,             409, true",
        "ServiceException,             425, true",
        "ServiceException,             499, false",
        "ServiceException,             500, true",
        "ServiceException,             503, true",
        "TransportException,           0,   true",
        "UnusableAnswerException,      200, false"
    })
    void isRetryableWhereTheTroublePasses(String kind, int status, boolean retryable) {
        assertThat(made(kind, failure(status, null)).isRetryable()).isEqualTo(retryable);
    }

    @Test
    void hasNoKindThatIsNotJudgedHere() {
        assertThat(ImgeoException.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(KINDS.keySet());
    }

    @Test
    void tellsTheStatusAndTheAnswerOnlyWhereOneCame() {
        ImgeoException silence = made("TransportException", failure(0, null));
        ImgeoException answer = made(
                "ServiceException", new Failure("no luck", CreditOutcome.NOT_CHARGED, 404, null, "not found", null));

        assertThat(silence.status()).isEmpty();
        assertThat(silence.answer()).isEmpty();
        assertThat(silence).hasMessage("no luck [credits NOT_CHARGED]");
        assertThat(answer.status()).hasValue(404);
        assertThat(answer.answer()).hasValue("not found");
        assertThat(answer).hasMessage("no luck [credits NOT_CHARGED, HTTP 404]");
    }

    @Test
    void leavesRoomForAFrameworksCauseOnlyWhereItHasNoneOfItsOwn() {
        IOException own = new IOException("reset");
        IOException frameworks = new IOException("HTTP 404");

        assertThat(made("TransportException", failure(0, own))).hasCause(own);
        assertThat(made("ServiceException", failure(404, null)).initCause(frameworks))
                .hasCause(frameworks);
    }

    @Test
    void saysByHowMuchTheCreditsFallShort() {
        ImgeoException failure = InsufficientCreditsException.known(new BigDecimal("1E+1"), new BigDecimal("2.50"));

        assertThat(failure)
                .hasMessage("not enough credits, 10 are needed and 2.50 are left; buy more or ask for less"
                        + " [credits NOT_CHARGED]");
    }

    @Test
    void keepsTheImagesThatCouldBeSaved() {
        URI saved = URI.create("https://example.org/1.png");

        assertThat(new UnusableAnswerException(failure(200, null), List.of(saved)).images())
                .containsExactly(saved);
    }

    private static ImgeoException made(String kind, Failure failure) {
        return requireNonNull(KINDS.get(kind), kind).apply(failure);
    }

    private static Failure failure(int status, @Nullable Throwable cause) {
        return new Failure("no luck", CreditOutcome.NOT_CHARGED, status, null, null, cause);
    }
}
