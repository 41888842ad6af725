package club.imgeo.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * The process that is measured: one contender, which does what it is told line by line ({@code warm-up}, {@code steady},
 * {@code steady-unlike}, {@code burst}) and answers each with one line of JSON.
 */
final class Load {
    private Load() {}

    @SuppressWarnings("SystemOut") // It is how this process answers the one that started it.
    public static void main(String[] arguments) throws Exception {
        int inFlight = Integer.parseInt(arguments[3]);
        Target target = new Target(arguments[1], arguments[2]);
        ObjectMapper json = new ObjectMapper();
        try (Contender contender = Contender.of(arguments[0], target, inFlight);
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(json.writeValueAsString(obey(contender, order.split(" "))));
            }
        }
    }

    private static Object obey(Contender contender, String[] order)
            throws IOException, InterruptedException, TimeoutException {
        return switch (order[0]) {
            case "steady" ->
                new SteadyLoad(contender, Integer.parseInt(order[1]), Prompts::of)
                        .run(millis(order[2]), millis(order[3]));
            case "steady-unlike" ->
                new SteadyLoad(contender, Integer.parseInt(order[1]), Prompts::unlike)
                        .run(millis(order[2]), millis(order[3]));
            case "warm-up" ->
                new SteadyLoad(contender, Integer.parseInt(order[1]), Prompts::of).warmUp(Integer.parseInt(order[2]));
            case "burst" -> new Burst(contender, Integer.parseInt(order[1])).run(millis(order[2]));
            default -> throw new IllegalArgumentException("no order " + order[0]);
        };
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
