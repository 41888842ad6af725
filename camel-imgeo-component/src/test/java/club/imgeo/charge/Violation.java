package club.imgeo.charge;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What must not be, after any step. */
enum Violation {
    PAID_TWICE,
    /** The server charged what the journal has as refused, or not at all. */
    CHARGE_DENIED,
    /** The journal has as paid for what the server never charged. */
    PAID_FOR_NOTHING,
    /** Spent, in doubt and in flight are less than what was charged; or nothing is open, and spent is not what was. */
    UNBALANCED,
    /** Somebody was told of credits that the journal has not as spent. */
    SPENT_UNRECORDED,
    /** What is open is in no list of doubts, however long one waits. */
    DOUBT_UNLISTED,
    /** Somebody got images that are not those of a charge. */
    OTHER_IMAGES,
    /** A worker that lives ended with neither images nor a report, or never will. */
    LOST_IN_SILENCE;

    static Set<Violation> in(World world) {
        Set<Violation> found = EnumSet.noneOf(Violation.class);
        List<ServerCall> charged = world.incarnations().stream()
                .flatMap(each -> each.serverCalls().stream())
                .filter(ServerCall::isCharged)
                .toList();
        if (charged.size() > 1) {
            found.add(PAID_TWICE);
        }
        inJournal(world, charged, found);
        inSums(world, charged, found);
        inAnswers(world, charged, found);
        return found;
    }

    private static void inJournal(World world, List<ServerCall> charged, Set<Violation> found) {
        List<Charge> charges = world.charges();
        for (ServerCall call : charged) {
            if (charges.stream()
                    .noneMatch(charge -> charge.attempt() == call.attempt() && charge.state() != ChargeState.REFUSED)) {
                found.add(CHARGE_DENIED);
            }
        }
        for (Charge charge : charges) {
            if (charge.state().isPaid() && charged.stream().noneMatch(call -> call.attempt() == charge.attempt())) {
                found.add(PAID_FOR_NOTHING);
            }
        }
        List<Charge> open =
                charges.stream().filter(charge -> charge.state().isOpen()).toList();
        if (!world.store().inDoubt(charges.size(), Instant.MAX).join().containsAll(open)) {
            found.add(DOUBT_UNLISTED);
        }
    }

    private static void inSums(World world, List<ServerCall> charged, Set<Violation> found) {
        Totals totals = world.store().totals(World.SCOPE, Instant.EPOCH).join();
        BigDecimal taken = ServerCall.PRICE.multiply(BigDecimal.valueOf(charged.size()));
        BigDecimal open = totals.inDoubt().add(totals.inFlight());
        if (totals.spent().add(open).compareTo(taken) < 0
                || (open.signum() == 0 && totals.spent().compareTo(taken) != 0)) {
            found.add(UNBALANCED);
        }
        BigDecimal told = paid(world).stream()
                .filter(paid -> !paid.replayed())
                .map(paid -> ServerCall.PRICE)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (told.compareTo(totals.spent()) > 0) {
            found.add(SPENT_UNRECORDED);
        }
    }

    private static void inAnswers(World world, List<ServerCall> charged, Set<Violation> found) {
        List<URI> drawn = charged.stream().map(ServerCall::image).toList();
        if (!paid(world).stream()
                .allMatch(paid -> drawn.containsAll(paid.generation().images()))) {
            found.add(OTHER_IMAGES);
        }
        if (world.incarnations().stream()
                .anyMatch(each -> each.isStuck() || each.answers().stream().anyMatch(Violation::isNothing))) {
            found.add(LOST_IN_SILENCE);
        }
    }

    private static List<Paid> paid(World world) {
        return world.incarnations().stream().flatMap(Incarnation::paid).toList();
    }

    private static boolean isNothing(CompletableFuture<@Nullable Paid> answer) {
        return !answer.isCompletedExceptionally() && answer.join() == null;
    }
}
