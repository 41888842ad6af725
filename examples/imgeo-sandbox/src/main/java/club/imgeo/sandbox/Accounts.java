package club.imgeo.sandbox;

import club.imgeo.sandbox.LedgerEntry.Kind;
import club.imgeo.sandbox.Line.KeyHash;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who has how many credits, and the ledger that says why. Everything goes through one lock, so that no two calls spend
 * the same credit, and into the file before it counts, so that memory never knows more than what survives.
 */
final class Accounts implements AutoCloseable {
    private static final long MOST_CREDITS = 1_000_000_000_000L;

    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, String> accountsByKeyHash = new HashMap<>();
    private final Map<Long, Order> orders = new HashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final @Nullable LedgerFile file;
    private final Clock clock;

    Accounts(@Nullable LedgerFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        if (file != null) {
            file.found().forEach(this::apply);
        }
    }

    synchronized String open(long credits) {
        checkCredits(credits, 0);
        String account = ApiKeys.newAccount();
        write(Kind.SIGN_UP, account, credits, null, null);
        return account;
    }

    /** Makes a key. It is in clear nowhere but in what this returns. */
    synchronized String newKey(String account) {
        checkAccount(account);
        String key = ApiKeys.newKey();
        write(new Line(null, null, new KeyHash(account, ApiKeys.sha256(key))));
        return key;
    }

    synchronized @Nullable String accountOf(String key) {
        return accountsByKeyHash.get(ApiKeys.sha256(key));
    }

    synchronized void buy(String account, long credits) {
        checkAccount(account);
        checkCredits(credits, 1);
        checkCredits(balance(account) + credits, 1);
        write(Kind.PURCHASE, account, credits, null, null);
    }

    synchronized long balance(String account) {
        checkAccount(account);
        return balances.getOrDefault(account, 0L);
    }

    synchronized Charge charge(String account, Order order, long credits) {
        long available = balance(account);
        if (available < credits) {
            throw new Refusal(402, "insufficient credits: " + credits + " needed, " + available + " available");
        }
        long sequence = write(Kind.CHARGE, account, credits, order, null);
        return new Charge(sequence, account, order, credits, available - credits);
    }

    synchronized void refund(Charge charge) {
        write(Kind.REFUND, charge.account(), charge.credits(), charge.order(), charge.sequence());
    }

    synchronized void deliver(Charge charge) {
        write(Kind.DELIVERY, charge.account(), 0, charge.order(), charge.sequence());
    }

    /** What this account paid for under this sequence; {@code null} where there is none, or it was refunded. */
    synchronized @Nullable Order order(String account, long sequence) {
        Order order = orders.get(sequence);
        return order == null || !entries.get((int) sequence - 1).account().equals(account) ? null : order;
    }

    /** The latest deliveries before this sequence, the latest first. */
    synchronized List<Delivery> delivered(@Nullable String account, long before, int most) {
        List<Delivery> delivered = new ArrayList<>();
        long next = Math.min(before - 1, entries.size());
        for (; next > 0 && delivered.size() < most; next--) {
            LedgerEntry entry = entries.get((int) next - 1);
            if (entry.kind() == Kind.DELIVERY && (account == null || account.equals(entry.account()))) {
                delivered.add(new Delivery(next, charge(Objects.requireNonNull(entry.charge()))));
            }
        }
        return delivered;
    }

    private Charge charge(long sequence) {
        LedgerEntry entry = entries.get((int) sequence - 1);
        Order order = Objects.requireNonNull(orders.get(sequence));
        return new Charge(sequence, entry.account(), order, entry.credits(), balance(entry.account()));
    }

    /** How long the ledger is. */
    synchronized int lines() {
        return entries.size();
    }

    synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            file.close();
        }
    }

    private long write(Kind kind, String account, long credits, @Nullable Order order, @Nullable Long charge) {
        long sequence = entries.size() + 1L;
        String model = order == null ? null : order.model();
        String prompt = order == null ? null : order.prompt();
        var entry = new LedgerEntry(sequence, clock.instant(), kind, account, credits, model, prompt, charge);
        write(new Line(entry, kind == Kind.CHARGE ? order : null, null));
        return sequence;
    }

    private void write(Line line) {
        if (file != null) {
            file.append(line);
        }
        apply(line);
    }

    private void apply(Line line) {
        if (line.key() != null) {
            accountsByKeyHash.put(line.key().sha256(), line.key().account());
        }
        if (line.entry() != null) {
            apply(line.entry(), line.order());
        }
    }

    private void apply(LedgerEntry entry, @Nullable Order order) {
        entries.add(entry);
        switch (entry.kind()) {
            case SIGN_UP, PURCHASE, REFUND -> balances.merge(entry.account(), entry.credits(), Long::sum);
            case CHARGE -> balances.merge(entry.account(), -entry.credits(), Long::sum);
            case DELIVERY -> {}
        }
        if (order != null) {
            orders.put(entry.sequence(), order);
        }
        if (entry.kind() == Kind.REFUND && entry.charge() != null) {
            orders.remove(entry.charge());
        }
    }

    private void checkAccount(String account) {
        if (!balances.containsKey(account)) {
            throw new Refusal(404, "no such account");
        }
    }

    private static void checkCredits(long credits, long least) {
        if (credits < least || credits > MOST_CREDITS) {
            throw Refusal.badRequest("credits must be " + least + " to " + MOST_CREDITS);
        }
    }
}
