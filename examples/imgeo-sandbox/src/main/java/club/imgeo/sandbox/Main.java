package club.imgeo.sandbox;

import java.util.Arrays;
import java.util.List;

/** Runs the sandbox until it is told to stop; {@code --help} lists the arguments. */
public final class Main {
    private static final int BAD_USAGE = 2;

    private Main() {}

    @SuppressWarnings("SystemOut") // It is a command: this is what it says to its user.
    public static void main(String[] arguments) {
        List<String> list = Arrays.asList(arguments);
        if (list.contains("--help")) {
            System.out.print(Arguments.HELP);
            return;
        }
        try {
            Sandbox sandbox = Arguments.parse(list).start();
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "imgeo-sandbox-close"));
            System.out.println("imgeo sandbox on " + sandbox.baseUrl());
            System.out.println(
                    "a key with free credits: curl -X POST '" + sandbox.baseUrl() + "/sandbox/sign-up?plain'");
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Arguments.HELP);
            System.exit(BAD_USAGE);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
