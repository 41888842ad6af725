package club.imgeo.charge;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Claims a key that has a tenant in it. Journals also have charges of the time before that, under the plain key: they are
 * obstacles if they are of the same tenant, and somebody else's if not.
 */
record TenantClaim(Intent intent, String plainKey, List<Cap> caps, InDoubtPolicy policy) implements Transition<Claim> {
    @Override
    public Change<Claim> from(Books books) {
        boolean isCommitted = books.charges().stream()
                .anyMatch(charge -> charge.intent().claimant().equals(intent.claimant()));
        Optional<Charge> before = isCommitted
                ? Optional.empty() // by an earlier try of this step, whose answer was lost
                : Protocol.obstacle(
                        ofTenant(books.charges(plainKey), intent.scope()), intent.requestHash(), intent.at(), policy);
        return before.isPresent()
                ? Change.none(new Claim.Taken(before.get()))
                : Protocol.claim(books, intent, caps, policy);
    }

    @Override
    public Set<String> alsoReads() {
        return Set.of(plainKey);
    }

    /** Returns the charges under the key of a request: its own, and those of its tenant under the plain key. */
    static List<Charge> joined(List<Charge> own, List<Charge> plain, Scope scope) {
        return Stream.concat(ofTenant(plain, scope).stream(), own.stream()).toList();
    }

    private static List<Charge> ofTenant(List<Charge> charges, Scope scope) {
        return charges.stream()
                .filter(charge -> Objects.equals(charge.intent().scope().tenant(), scope.tenant()))
                .toList();
    }
}
