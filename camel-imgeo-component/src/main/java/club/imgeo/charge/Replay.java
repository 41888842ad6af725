package club.imgeo.charge;

import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.Generation;
import club.imgeo.client.GenerationInFlightException;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.UnusableAnswerException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What stands under a key already, as an answer to the same request. */
final class Replay {
    private Replay() {}

    /** @throws club.imgeo.client.ImgeoException saying why it stands in the way, where it is no answer */
    static Generation of(Charge charge, String requestHash, String prompt, Instant now) {
        String tenant = charge.intent().scope().tenant();
        if (!charge.intent().requestHash().equals(requestHash)) {
            throw ChargeKeyConflictException.of(charge.givenKey(), tenant);
        }
        Outcome outcome = charge.outcome();
        String reason = outcome == null || outcome.reason() == null ? "no outcome in time" : outcome.reason();
        if (charge.state().isPaid()) {
            Drawing drawing = outcome == null ? null : outcome.drawing();
            if (drawing == null || !drawing.usable()) {
                throw UnusableAnswerException.recorded(
                        "paid for before, without a usable answer: " + reason,
                        drawing == null ? List.of() : drawing.images());
            }
            return drawing.again(prompt);
        }
        if (charge.isInDoubt(now)) {
            throw InDoubtException.of(charge.givenKey(), tenant, reason);
        }
        throw GenerationInFlightException.of(
                charge.givenKey(), tenant, Duration.between(now, charge.intent().deadline()));
    }
}
