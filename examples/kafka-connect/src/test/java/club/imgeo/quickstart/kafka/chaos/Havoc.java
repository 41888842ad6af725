package club.imgeo.quickstart.kafka.chaos;

import club.imgeo.quickstart.kafka.chaos.Chronicle.Deed;
import club.imgeo.quickstart.kafka.cluster.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What may happen to a connector, at moments that chance names. */
final class Havoc {
    private static final int PROMPTS = 40;

    private final Stage stage;
    private final Trial trial;
    private final Chronicle chronicle;
    private final Random random;

    Havoc(Stage stage, Trial trial, Random random) {
        this.stage = stage;
        this.trial = trial;
        this.random = random;
        chronicle = trial.chronicle();
    }

    /** Some prompts, and the moment when some of them are paid for. */
    void work(int prompts) {
        long before = trial.charges();
        trial.ask(prompts);
        trial.awaitCharges(before + 1 + random.nextInt(prompts));
    }

    /** Each once, in an order that chance gives, and never while there is nothing to do. */
    void underLoad(List<Runnable> deeds) {
        List<Runnable> shuffled = new ArrayList<>(deeds);
        Collections.shuffle(shuffled, random);
        for (Runnable deed : shuffled) {
            work(PROMPTS);
            deed.run();
        }
    }

    void killOne() {
        kill(anyone());
        stage.heal();
    }

    void killBoth() {
        stage.workers().forEach(this::kill);
        stage.heal();
    }

    /** The other one too, while it is taking over or giving back. */
    void killInTurn() {
        Worker first = anyone();
        kill(first);
        stage.heal();
        kill(other(first));
        stage.heal();
    }

    private void kill(Worker worker) {
        worker.kill();
        chronicle.incident(Instant.now(), Instant.now());
        chronicle.note(
                Deed.KILL, "kill -9 of worker " + stage.number(worker) + " after " + trial.charges() + " charges");
    }

    /** @param patient whether the other one has ended all that is on its way before the frozen one goes on */
    void zombie(boolean patient) {
        trial.awaitBalance();
        Worker victim = anyone();
        Worker heir = other(victim);
        Instant from = Instant.now();
        stage.freeze(victim);
        chronicle.note(
                Deed.ZOMBIE, "SIGSTOP of worker " + stage.number(victim) + " after " + trial.charges() + " charges");
        trial.awaitAllTasksOn(heir.id());
        if (patient) {
            trial.await("the heir to end what is on its way", Duration.ofMillis(200), trial::allEnded);
        }
        stage.thaw(victim);
        chronicle.incident(from, Instant.now());
        chronicle.say("SIGCONT" + (patient ? ", when all had ended" : ", when its tasks ran elsewhere"));
    }

    void killBroker() {
        stage.broker().kill();
        chronicle.note(Deed.BROKER, "kill -9 of the broker after " + trial.charges() + " charges");
        stage.heal();
    }

    void restartTasks() {
        chronicle.note(Deed.RESTART, "restarts all tasks after " + trial.charges() + " charges");
        trial.restart();
    }

    void rewind() {
        trial.rewind(random);
    }

    private Worker anyone() {
        return stage.workers().get(random.nextInt(stage.workers().size()));
    }

    private Worker other(Worker worker) {
        return stage.workers().get(2 - stage.number(worker));
    }
}
