package club.imgeo.springboot;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says of each failure whose turn it is, and what became of the credits. */
@RestControllerAdvice
final class Failures {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Spring finds it as the cause of Camel's own exception. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(ImgeoException failure) {
        HttpStatus status = status(failure);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, failure.getMessage());
        problem.setProperty("credits", failure.creditOutcome());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            long seconds = failure.retryAfter().orElse(SOON).toSeconds();
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
        }
        return answer.body(problem);
    }

    private static HttpStatus status(ImgeoException failure) {
        if (failure instanceof InvalidRequestException) {
            return HttpStatus.BAD_REQUEST;
        }
        if (failure instanceof InsufficientCreditsException || failure instanceof BudgetExceededException) {
            return HttpStatus.PAYMENT_REQUIRED;
        }
        if (failure instanceof ChargeKeyConflictException) {
            return HttpStatus.CONFLICT;
        }
        return failure.isRetryable()
                ? HttpStatus.SERVICE_UNAVAILABLE
                : HttpStatus.BAD_GATEWAY; // the key is not accepted, or nobody can tell: not for the caller to repeat
    }
}
