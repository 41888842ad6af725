package club.imgeo.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** A contender in a process of its own: see {@link Load}. */
final class LoadProcess implements AutoCloseable {
    static final String SMALL_HEAP = "-Xmx512m";

    private final ObjectMapper json = new ObjectMapper();
    private final Child child;

    LoadProcess(String contender, Target target, int inFlight, String... jvmOptions) {
        child = new Child(
                List.of(jvmOptions),
                Load.class,
                List.of(contender, target.baseUrl(), target.apiKey(), Integer.toString(inFlight)));
        String line = child.read();
        if (!line.equals("ready")) {
            throw new IllegalStateException(contender + " is not ready, but says: " + line);
        }
    }

    /** Until so many exchanges were made, since what warms a JVM up is work and not time; but not for ever. */
    void warmUp(int inFlight, int exchanges) {
        var unused = answer("warm-up " + inFlight + " " + exchanges, Boolean.class);
    }

    SteadyResult steady(int inFlight, Duration ramp, Duration window) {
        return answer("steady " + inFlight + " " + ramp.toMillis() + " " + window.toMillis(), SteadyResult.class);
    }

    /** With {@link Prompts#unlike}, from the first on. */
    SteadyResult steadyUnlike(int inFlight, Duration ramp, Duration window) {
        return answer(
                "steady-unlike " + inFlight + " " + ramp.toMillis() + " " + window.toMillis(), SteadyResult.class);
    }

    BurstResult burst(int calls, Duration patience) {
        return answer("burst " + calls + " " + patience.toMillis(), BurstResult.class);
    }

    private <T> T answer(String order, Class<T> type) {
        child.write(order);
        try {
            return json.readValue(child.read(), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
