package club.imgeo.charge;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One life of the worker: a {@link PayOnce} of its own, of which everything outside happens step by step. */
final class Incarnation implements PayOnce.Server {
    private final String name;
    private final World world;
    private final PayOnce payOnce;
    private final List<Operation<?>> operations = new ArrayList<>();
    private final List<ServerCall> serverCalls = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<CompletableFuture<@Nullable Paid>> answers = new ArrayList<>();
    /** What it heard that may matter yet: nothing from before the journal's last word. */
    private final List<Input> inputs = new ArrayList<>();
    /** How often it heard something since it was idle: how far it has come. */
    private int heard;

    private final Set<String> claimants = new HashSet<>();
    private int granted;
    private boolean crashed;

    private record Input(String what, int epoch) {}

    Incarnation(String name, World world) {
        this.name = name;
        this.world = world;
        payOnce = new PayOnce(
                this,
                new CreditAccount(CreditCheck.OFF, () -> new CompletableFuture<>(), () -> 0),
                world.setting().journal().apply(new SteppedJournal(world.store(), this), world),
                world,
                (delay, task) -> later.add(task),
                Witness.NONE);
    }

    @Override
    public CompletableFuture<Quote> quote(Map<String, ?> fields) {
        GenerateRequest request = GenerateRequest.of("m", "a fox");
        return CompletableFuture.completedFuture(new Quote(request, ServerCall.PRICE, ServerCall.PRICE));
    }

    @Override
    public CompletableFuture<Generation> generate(
            GenerateRequest request, Supplier<? extends CompletableFuture<@Nullable Generation>> first) {
        return first.get().thenCompose(known -> known == null ? send() : CompletableFuture.completedFuture(known));
    }

    private CompletableFuture<Generation> send() {
        ServerCall call = new ServerCall(name + serverCalls.size(), granted);
        serverCalls.add(call);
        return call.reply();
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(60);
    }

    <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> action) {
        Operation<T> operation = new Operation<>(action);
        operations.add(operation);
        return operation.reply();
    }

    void call() {
        if (isIdle()) {
            inputs.clear();
            heard = 0;
        }
        hear("an order");
        answers.add(
                world.setting().answer().apply(payOnce.generate(world.order()).thenApply(paid -> paid)));
    }

    List<ServerCall> serverCalls() {
        return serverCalls;
    }

    /** What it answered, as far as it has. */
    List<CompletableFuture<@Nullable Paid>> answers() {
        return answers.stream().filter(CompletableFuture::isDone).toList();
    }

    /** What it answered with images. */
    Stream<Paid> paid() {
        return answers().stream()
                .filter(answer -> !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .filter(Objects::nonNull);
    }

    /** Whether it waits for something that can never come. */
    boolean isStuck() {
        return !crashed && isIdle() && answers().size() < answers.size();
    }

    private boolean isIdle() {
        return operations.isEmpty() && later.isEmpty() && serverCalls.stream().noneMatch(ServerCall::isAwaited);
    }

    void addSteps(List<Step> steps) {
        for (Operation<?> operation : operations) {
            addSteps(operation, steps);
        }
        for (ServerCall call : serverCalls) {
            addSteps(call, steps);
        }
        if (crashed) {
            return;
        }
        for (Runnable task : later) {
            steps.add(step("goes on after a while", () -> goOn(task)));
        }
        if (mayBeCalledAgain()) {
            steps.add(step("gets the order again", this::call));
        }
        if (!isIdle()) {
            steps.add(step("crashes", this::crash));
        }
    }

    private void addSteps(Operation<?> operation, List<Step> steps) {
        steps.add(step("reaches the journal", () -> make(operation)));
        if (!crashed && world.hasFaultsLeft()) {
            steps.add(step("does not reach the journal", () -> fail(operation)));
            steps.add(step("does not hear that it reached the journal", () -> makeAndFail(operation)));
        }
    }

    private void addSteps(ServerCall call, List<Step> steps) {
        if (call.isUndecided()) {
            steps.add(step("is charged", call::charge));
        }
        if (!call.isAwaited()) {
            return;
        }
        if (call.isCharged()) {
            steps.add(step("gets its images", () -> hear("images", call::answer)));
        } else {
            steps.add(step("is refunded", () -> hear("refund", call::refund)));
            steps.add(step("is refused", () -> hear("refusal", call::refuse)));
        }
        steps.add(step("gets no reply", () -> hear("nothing", call::lose)));
    }

    private boolean mayBeCalledAgain() {
        return switch (world.setting().again()) {
            case NEVER -> false;
            case MEANWHILE -> answers.size() == 1;
            case AFTER_A_FAILURE -> answers.size() == 1 && answers.get(0).isCompletedExceptionally();
        };
    }

    private Step step(String what, Runnable action) {
        return new Step(name + " " + what, action);
    }

    private void make(Operation<?> operation) {
        operations.remove(operation);
        Object made = madeBy(operation);
        if (crashed) {
            return;
        }
        if (made instanceof Claim.Granted claim) {
            granted = claim.charge().attempt();
        }
        if (isIdle()) {
            inputs.clear();
        }
        hear(Text.of(made, world), operation::answer);
    }

    private Object madeBy(Operation<?> operation) {
        Object made = operation.make();
        if (made instanceof Claim.Granted claim
                && claimants.add(claim.charge().intent().claimant())) {
            world.name(claim.charge().intent().claimant(), name + claimants.size());
        }
        return made;
    }

    private void makeAndFail(Operation<?> operation) {
        madeBy(operation);
        fail(operation);
    }

    private void fail(Operation<?> operation) {
        operations.remove(operation);
        world.fault();
        hear("a fault", operation::fail);
    }

    private void goOn(Runnable task) {
        later.remove(task);
        hear("time", task);
    }

    /** What is on its way to the journal or to the server may get there yet. */
    private void crash() {
        crashed = true;
        later.clear();
        serverCalls.forEach(ServerCall::abandon);
    }

    private void hear(String what, Runnable action) {
        hear(what);
        action.run();
    }

    private void hear(String what) {
        heard++;
        inputs.add(new Input(what, world.epoch()));
    }

    /** The same for two that cannot be told apart from now on. */
    String print() {
        StringBuilder to = new StringBuilder().append(crashed ? 'x' : 'o');
        serverCalls.stream()
                .filter(call -> call.isCharged() || call.isUndecided())
                .forEach(call -> to.append(call).append(';'));
        paid().forEach(paid -> to.append(Text.of(paid)).append(';'));
        if (!crashed) {
            to.append(answers().size()).append('/').append(answers.size());
        }
        if (isIdle()) {
            return to.toString();
        }
        for (Input input : inputs) {
            to.append(input.what)
                    .append('@')
                    .append(world.epoch() - input.epoch)
                    .append(';');
        }
        return to.append(heard)
                .append('/')
                .append(operations.size())
                .append('/')
                .append(later.size())
                .toString();
    }
}
