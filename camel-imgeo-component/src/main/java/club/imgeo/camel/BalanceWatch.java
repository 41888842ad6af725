package club.imgeo.camel;

import club.imgeo.client.Balance;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Tells that the balance has fallen below a threshold, and that it is back. At first it counts as not low. */
final class BalanceWatch implements Watch<Balance> {
    private final Supplier<CompletableFuture<Balance>> balance;
    private final BigDecimal threshold;
    private boolean toldLow;

    BalanceWatch(Supplier<CompletableFuture<Balance>> balance, BigDecimal threshold) {
        this.balance = balance;
        this.threshold = threshold;
    }

    @Override
    public CompletableFuture<Balance> ask() {
        return balance.get();
    }

    @Override
    public Optional<News> newsIn(Balance answer) {
        BigDecimal credits = answer.credits();
        boolean low = credits.compareTo(threshold) < 0;
        Map<String, Object> headers = Map.of(ImgeoConstants.THRESHOLD, threshold, ImgeoConstants.LOW, low);
        return low == toldLow ? Optional.empty() : Optional.of(new News(credits, headers, () -> toldLow = low));
    }
}
