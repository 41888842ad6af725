package club.imgeo.charge;

import org.jspecify.annotations.Nullable;

/**
 * Where the charges of a request are in the journal.
 *
 * @param stored the key with the tenant in it, if there is one
 * @param plain where charges of the same tenant are that were made before tenants became a part of the key; null without
 *     a tenant, and for a key that is used once
 */
record FiledKey(String stored, @Nullable String plain, Scope scope) {
    static FiledKey of(Scope scope, String key) {
        String stored = ChargeKeys.stored(scope.tenant(), key);
        return new FiledKey(stored, stored.equals(key) ? null : key, scope);
    }
}
