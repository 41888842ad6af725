package club.imgeo.sandbox;

import org.jspecify.annotations.Nullable;

/** One line of the file under {@code --data}: a ledger entry, with the order if it is a charge; or a new key. */
record Line(
        @Nullable LedgerEntry entry,
        @Nullable Order order,
        @Nullable KeyHash key) {

    /** An API key as it is kept: nobody can make the key of it. */
    record KeyHash(String account, String sha256) {}
}
