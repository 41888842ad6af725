package club.imgeo.quarkus;

import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;

/** {@code mvn -q -Prun -pl examples/quarkus -am}: the application as it is deployed, with a sandbox beside it. */
public final class Demo {
    private Demo() {}

    /** @param args the application's {@code quarkus-run.jar} */
    public static void main(String[] args) throws IOException, InterruptedException {
        int code;
        try (Sandbox sandbox = Sandbox.start()) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            ProcessBuilder shop = new ProcessBuilder(java.toString(), "-jar", args[0]).inheritIO();
            shop.environment().put("IMGEO_BASE_URL", sandbox.baseUrl().toString());
            shop.environment().put("IMGEO_API_KEY", sandbox.signUp());
            shop.environment().put("ORDERS", "Lisbon,Bergen,Naples,Lisbon");
            code = shop.start().waitFor();
            System.out.println(
                    "The sandbox's ledger: " + sandbox.ledger().prompts().size() + " cards, "
                            + sandbox.ledger().net() + " credits.");
        }
        System.exit(code);
    }
}
