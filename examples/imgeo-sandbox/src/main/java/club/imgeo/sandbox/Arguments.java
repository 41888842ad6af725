package club.imgeo.sandbox;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The command line, read into a builder. */
final class Arguments {
    static final String HELP = """
            imgeo sandbox: the imgeo API on localhost

              --port N             where to listen (8080; 0 takes any free port)
              --host ADDRESS       the address to listen on (127.0.0.1)
              --allow-host NAME    a further name that requests may be sent to; can be repeated
              --data DIR           keep accounts, ledger and images there (in memory without it)
              --latency TIME       how long a generation takes: 200ms, or 1s-3s for anything between (0s)
              --seed N             what draws from that range (0)
              --free-credits N     what a new account gets (10)
              --help               this
            """;

    private static final int DEFAULT_PORT = 8080;

    private Arguments() {}

    /** Reads the arguments. @throws IllegalArgumentException saying what is wrong with them */
    static Sandbox.Builder parse(List<String> arguments) {
        Sandbox.Builder builder = Sandbox.builder().port(DEFAULT_PORT);
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String name = rest.pop();
            switch (name) {
                case "--port" -> builder.port(number(name, value(name, rest), 65_535));
                case "--host" -> builder.host(value(name, rest));
                case "--allow-host" -> builder.allowHost(value(name, rest));
                case "--data" -> builder.data(Path.of(value(name, rest)));
                case "--latency" -> builder.latency(Latency.parse(value(name, rest)));
                case "--seed" -> builder.seed(number(name, value(name, rest), Integer.MAX_VALUE));
                case "--free-credits" -> builder.freeCredits(number(name, value(name, rest), 1_000_000_000));
                default -> throw new IllegalArgumentException("unknown argument '" + Quote.of(name) + "'");
            }
        }
        return builder;
    }

    private static String value(String name, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.pop();
    }

    private static int number(String name, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        throw new IllegalArgumentException(name + " must be 0 to " + most + ", not '" + Quote.of(value) + "'");
    }
}
