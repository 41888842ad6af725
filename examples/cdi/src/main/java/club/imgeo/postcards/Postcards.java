package club.imgeo.postcards;

import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.PrintStream;
import java.math.BigDecimal;

/** {@code mvn -q -Prun -pl examples/cdi -am}: three postcards, one of them ordered twice, and the bill. */
public final class Postcards {
    private Postcards() {}

    public static void main(String[] args) {
        try (Sandbox sandbox = Sandbox.start()) {
            run(sandbox, System.out);
        }
    }

    /** @throws IllegalStateException where the bill differs from what the sandbox charged */
    static void run(Sandbox sandbox, PrintStream out) {
        String key = sandbox.signUp();
        System.setProperty("camel.component.imgeo.base-url", sandbox.baseUrl().toString());
        System.setProperty("camel.component.imgeo.api-key", key);
        try (SeContainer application = SeContainerInitializer.newInstance().initialize()) {
            Shop shop = application.select(Shop.class).get();
            Album album = application.select(Album.class).get();
            out.println("A card costs " + shop.price() + " credit, and there are " + shop.creditsLeft() + ".");
            order(shop, "1001", "Lisbon", out);
            order(shop, "1002", "Bergen", out);
            order(shop, "1003", "Naples", out);
            order(shop, "1001", "Lisbon", out); // clicked twice
            out.println("Four orders, " + album.cards().size() + " cards, " + album.spent() + " credits spent, "
                    + shop.creditsLeft() + " left.");
            audit(sandbox.ledger(), album.spent(), shop.creditsLeft(), sandbox.balance(key));
            out.println("The sandbox's ledger agrees.");
        }
    }

    private static void order(Shop shop, String number, String place, PrintStream out) {
        out.println("  " + number + " " + place + ": " + shop.order(number, place));
    }

    private static void audit(Ledger ledger, BigDecimal spent, BigDecimal left, long balance) {
        if (spent.longValueExact() != ledger.net() || left.longValueExact() != balance) {
            throw new IllegalStateException(
                    "the sandbox's ledger says otherwise: charged " + ledger.net() + ", left " + balance);
        }
    }
}
