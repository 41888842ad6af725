package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import club.imgeo.client.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that fails stops spending, says so, and loses nothing that is known. */
class JournalTroubleTest {
    private static final String KEYED = "imgeo:generate?model=" + CHEAP + "&chargeKey=${body}";
    private static final String SLOW = "a slow fox. sandbox: slow 300ms";

    private final LentJournal journal = new LentJournal();
    private final Studio studio = Studio.open(imgeo -> {
        imgeo.setMaxRetries(0);
        imgeo.setJournal(journal);
    });

    @AfterEach
    void close() {
        journal.mend();
        studio.close();
    }

    private HealthCheck check() {
        return HealthCheckRegistry.get(studio.context).getCheck("imgeo-journal").orElseThrow();
    }

    private HealthCheck.Result health() {
        return check().call();
    }

    private CompletableFuture<Exchange> drawWhileItBreaks() {
        CompletableFuture<Exchange> drawn = studio.sendAsync("imgeo:generate?model=" + CHEAP + "&chargeKey=slow", SLOW);
        await().until(() -> studio.ledger().calls(SLOW) == 1);
        journal.breakDown();
        await().until(() -> health().getState() == HealthCheck.State.DOWN);
        return drawn;
    }

    @Test
    void sendsNothingWithoutACommittedIntent() {
        journal.breakDown();

        Exchange refused = studio.send(KEYED, "a fox");

        assertThat(refused.getException(JournalException.class))
                .hasMessageContaining("the disk is full")
                .returns(CreditOutcome.NOT_CHARGED, JournalException::creditOutcome);
        assertThat(refused.getMessage().getHeader(ImgeoConstants.RETRYABLE)).isEqualTo(true);
        assertThat(studio.ledger().requests("/api/v1/generate")).isZero();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage())
                .hasValueSatisfying(text -> assertThat(text).contains("the disk is full"));
    }

    @Test
    void goesOnWhenItIsThereAgain() {
        journal.breakDown();
        studio.send(KEYED, "a fox");
        journal.mend();

        assertThat(studio.send(KEYED, "a fox").isFailed()).isFalse();

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void keepsNobodyWaitingForAJournalThatThrows() {
        journal.throwFromNowOn();

        assertThat(studio.send(KEYED, "a fox").getException()).hasMessage("not foreseen");
        assertThat(studio.send(KEYED, "a fox").getException()).hasMessage("not foreseen");
        assertThat(studio.ledger().calls("a fox")).isZero();
    }

    @Test
    void keepsAnOutcomeOfAJournalThatThrows() {
        CompletableFuture<Exchange> drawn = studio.sendAsync("imgeo:generate?model=" + CHEAP + "&chargeKey=slow", SLOW);
        await().until(() -> studio.ledger().calls(SLOW) == 1);
        journal.throwFromNowOn();
        await().until(() -> health().getState() == HealthCheck.State.DOWN);

        journal.mend();

        assertThat(drawn.join().isFailed()).isFalse();
        assertThat(journal.under("slow")).extracting(Charge::state).containsExactly(ChargeState.DONE);
    }

    @Test
    void noticesThatItIsThereAgainThoughNobodySends() {
        journal.breakDown();
        studio.send(KEYED, "a fox");

        journal.mend();

        await().until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void keepsAnOutcomeUntilItIsWrittenAndTakesNoNewWorkMeanwhile() {
        CompletableFuture<Exchange> drawn = drawWhileItBreaks();

        assertThat(studio.send(KEYED, "a hare").getException()).isInstanceOf(JournalException.class);
        assertThat(studio.ledger().calls("a hare")).isZero();
        assertThat(drawn).isNotDone();
        assertThat(journal.under("slow")).extracting(Charge::state).containsExactly(ChargeState.INTENT);

        journal.mend();
        Generation generation = drawn.join().getMessage().getBody(Generation.class);
        assertThat(generation.images()).hasSize(1);
        assertThat(journal.under("slow")).extracting(Charge::state).containsExactly(ChargeState.DONE);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(studio.send(KEYED, "a hare").isFailed()).isFalse();
    }

    @Test
    void letsAnAnswerGoAtAStopThoughItCannotBeWritten() throws Exception {
        CompletableFuture<Exchange> drawn = drawWhileItBreaks();

        studio.imgeo.stop();

        assertThat(drawn.join().getMessage().getBody(Generation.class).images()).hasSize(1);
        assertThat(journal.under("slow")).extracting(Charge::state).containsExactly(ChargeState.INTENT);
    }

    @Test
    void answersAHealthCheckWhileItStops() throws Exception {
        HealthCheck check = check();
        List<HealthCheck.Result> answers = new ArrayList<>();
        journal.whenClosed(() -> answers.add(CompletableFuture.supplyAsync(check::call)
                .orTimeout(5, TimeUnit.SECONDS)
                .join()));

        studio.imgeo.stop();

        assertThat(answers).hasSize(1);
    }

    @Test
    void failsTheStartWhereItCannotBeOpened(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        assertThatThrownBy(() -> Studio.open(imgeo -> imgeo.setJournal("file:" + file)))
                .hasStackTraceContaining("cannot be opened")
                .hasStackTraceContaining(JournalException.class.getName());
        assertThatThrownBy(() -> studio.context
                        .getEndpoint("imgeo:generate?model=" + CHEAP + "&journal=file:" + file)
                        .start())
                .hasStackTraceContaining("cannot be opened");
    }

    @Test
    void refusesAFileThatAnotherComponentHasOpen(@TempDir Path directory) {
        try (Studio first = Studio.open(imgeo -> imgeo.setJournal("file:" + directory))) {
            assertThat(first.send(KEYED, "a fox").isFailed()).isFalse();

            assertThatThrownBy(() -> Studio.open(imgeo -> imgeo.setJournal("file:" + directory)))
                    .hasStackTraceContaining("is in use");
        }
    }

    @Test
    void knowsInMemoryWhatWasPaidForBeforeTheComponentWasStopped() throws Exception {
        try (Studio stopped = Studio.open()) {
            Object images = stopped.send(KEYED, "a fox").getMessage().getHeader(ImgeoConstants.IMAGES);
            stopped.imgeo.stop();
            stopped.imgeo.start();

            assertThat(stopped.send(KEYED + "&count=1", "a fox").getMessage().getHeader(ImgeoConstants.IMAGES))
                    .isEqualTo(images);
            assertThat(stopped.ledger().netCharges("a fox")).isEqualTo(1);
        }
    }

    @Test
    void knowsAfterARestartWhatWasPaidForBefore(@TempDir Path directory) {
        List<?> images;
        try (Studio first = Studio.open(imgeo -> imgeo.setJournal("file:" + directory))) {
            images = first.send(KEYED, "a fox").getMessage().getHeader(ImgeoConstants.IMAGES, List.class);
        }

        try (Studio second = Studio.open(imgeo -> imgeo.setJournal("file:" + directory))) {
            Exchange again = second.send(KEYED, "a fox");

            assertThat(again.getMessage().getHeader(ImgeoConstants.IMAGES)).isEqualTo(images);
            assertThat(second.ledger().requests("/api/v1/generate")).isZero();
        }
    }
}
