package club.imgeo.quickstart.kafka.chaos;

import club.imgeo.quickstart.kafka.chaos.Chronicle.Deed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pays for no prompt twice, loses none and accounts for each credit, whatever happens. */
@Tag("chaos")
class ChaosIT {
    private static final long SEED =
            Long.getLong("imgeo.chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    private static final long PLENTY = 1_000_000;

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.start(Path.of("target", "chaos", Long.toString(System.currentTimeMillis())));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void survivesWorkersThatAreKilled() {
        try (Trial trial = trial("kills", PLENTY, Map.of())) {
            Havoc havoc = new Havoc(stage, trial, random("kills"));
            List<Runnable> deeds = new ArrayList<>();
            deeds.addAll(Collections.nCopies(8, havoc::killOne));
            deeds.addAll(Collections.nCopies(4, havoc::killBoth));
            deeds.addAll(Collections.nCopies(3, havoc::killInTurn));
            havoc.underLoad(deeds);
            trial.verdict();
        }
    }

    @Test
    void survivesWorkersThatFreezeAndDoNotKnowThatTheyWereReplaced() {
        try (Trial trial = trial("zombies", PLENTY, Map.of())) {
            Havoc havoc = new Havoc(stage, trial, random("zombies"));
            for (int round = 0; round < 8; round++) {
                havoc.work(40);
                havoc.zombie(round % 2 == 0);
            }
            trial.verdict();
        }
    }

    @Test
    void survivesABrokerThatIsKilled() {
        Map<String, String> deadLetters = Map.of(
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                "broker-reports",
                "errors.deadletterqueue.topic.replication.factor",
                "1");
        try (Trial trial = trial("broker", PLENTY, deadLetters).nursed()) {
            Havoc havoc = new Havoc(stage, trial, random("broker"));
            trial.faults(Map.of("charge then reset", 0.05), SEED);
            for (int round = 0; round < 4; round++) {
                havoc.work(100);
                havoc.killBroker();
            }
            trial.verdict();
        }
    }

    @Test
    void survivesASandboxThatFailsAndAnAccountThatRunsDry() {
        try (Trial trial = trial("faults", 250, Map.of())) {
            trial.faults(Map.of("charge then reset", 0.04, "500", 0.15, "429 after 1s", 0.03), SEED);
            trial.ask(400);
            trial.await(
                    "the account to run dry",
                    Duration.ofMillis(100),
                    () -> trial.sandbox().ledger().net() == 250);
            trial.chronicle().note(Deed.DRY, "the account is empty");
            trial.topUp(PLENTY);
            trial.verdict();
        }
    }

    @Test
    void survivesRestartsOfTasksAndOffsetsThatAreSetBack() {
        try (Trial trial = trial("restarts", PLENTY, Map.of())) {
            Havoc havoc = new Havoc(stage, trial, random("restarts"));
            for (int round = 0; round < 4; round++) {
                havoc.work(40);
                havoc.restartTasks();
                havoc.work(40);
                havoc.rewind();
            }
            trial.verdict();
        }
    }

    @Test
    void survivesAMixture() {
        try (Trial trial = trial("mixture", PLENTY, Map.of()).nursed()) {
            Havoc havoc = new Havoc(stage, trial, random("mixture"));
            trial.faults(Map.of("charge then reset", 0.02, "500", 0.05, "429 after 1s", 0.01), SEED);
            List<Runnable> deeds = new ArrayList<>(
                    List.of(havoc::killBroker, havoc::killInTurn, () -> havoc.zombie(true), () -> havoc.zombie(false)));
            deeds.addAll(Collections.nCopies(4, havoc::killOne));
            deeds.addAll(Collections.nCopies(2, havoc::killBoth));
            deeds.addAll(Collections.nCopies(2, havoc::restartTasks));
            deeds.addAll(Collections.nCopies(2, havoc::rewind));
            havoc.underLoad(deeds);
            trial.verdict();
        }
    }

    private static Trial trial(String name, long credits, Map<String, String> options) {
        Chronicle chronicle =
                new Chronicle(System.out, "Chaos, " + name + "; to repeat it: -Dimgeo.chaos.seed=" + SEED);
        return new Trial(stage, name, chronicle, SEED, credits, options);
    }

    private static Random random(String name) {
        return new Random(SEED * 31 + name.hashCode());
    }
}
