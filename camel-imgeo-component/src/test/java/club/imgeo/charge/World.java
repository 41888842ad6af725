package club.imgeo.charge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One key, one journal, one server, and a worker that may crash, or live on as a zombie when the next one has begun. */
final class World implements InstantSource {
    static final String KEY = "order-1";
    static final Scope SCOPE = new Scope("imgeo", null, null);
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    /** Longer than any call may take. */
    private static final Duration EPOCH = Duration.ofHours(1);

    private final Setting setting;
    private final ChargeJournal store;
    private final Order order;
    private final List<Incarnation> incarnations = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> story = new ArrayList<>();
    private int epoch;
    private int faults;

    World(Setting setting) {
        this.setting = setting;
        store = setting.store().get();
        order = new Order(
                Map.of(),
                KEY,
                false,
                SCOPE,
                List.of(),
                new Terms(setting.policy(), false, List.of(), false, SpendingLimits.NONE));
    }

    Setting setting() {
        return setting;
    }

    ChargeJournal store() {
        return store;
    }

    Order order() {
        return order;
    }

    List<Incarnation> incarnations() {
        return incarnations;
    }

    List<Charge> charges() {
        return store.find(KEY).join();
    }

    List<String> story() {
        return List.copyOf(story);
    }

    /** Everything that may happen next. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (incarnations.size() < setting.incarnations()) {
            steps.add(new Step("a worker begins", this::begin));
        }
        for (Incarnation each : incarnations) {
            each.addSteps(steps);
        }
        if (charges().stream().anyMatch(this::isAlive)) {
            steps.add(new Step("time passes", () -> epoch++));
        }
        return steps;
    }

    void take(int choice) {
        Step step = steps().get(choice);
        story.add(step.what());
        step.action().run();
    }

    private void begin() {
        Incarnation next = new Incarnation(Namesakes.name(incarnations.size()), this);
        incarnations.add(next);
        next.call();
    }

    private boolean isAlive(Charge charge) {
        return charge.state() == ChargeState.INTENT && !charge.isOverdue(instant());
    }

    @Override
    public Instant instant() {
        return BEGINNING.plus(EPOCH.multipliedBy(epoch));
    }

    int epoch() {
        return epoch;
    }

    long age(Instant then) {
        return Duration.between(then, instant()).toHours();
    }

    boolean hasFaultsLeft() {
        return faults < setting.faults();
    }

    void fault() {
        faults++;
    }

    void name(String claimant, String incarnation) {
        names.put(claimant, incarnation);
    }

    String nameOf(String claimant) {
        return names.getOrDefault(claimant, "nobody");
    }

    /** The same for two worlds in which the same can happen from now on. */
    String fingerprint() {
        return Namesakes.renamed(
                faults + Text.of(charges(), this),
                incarnations.stream().map(Incarnation::print).toList());
    }
}
