package club.imgeo.benchmarks;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.Quote;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Checks and prices a request that uses most of what there is to check, with the server's catalog at hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class Pricing {
    private static final GenerateRequest REQUEST = GenerateRequest.of(
                    "google/imagen-4",
                    "A lighthouse in a storm at dusk, oil on canvas, heavy brush strokes, the sea in green and black, "
                            + "one lit window, gulls, a small boat that will make it, and the moon behind torn clouds")
            .withAspectRatio(new AspectRatio(16, 9))
            .withNegativePrompt("people, text, frame")
            .withCount(2);

    /** Set from outside: the sandbox that runs. */
    @Param("")
    public String baseUrl = "";

    private final Map<String, Object> fields = REQUEST.fields();
    private ImgeoClient client = ImgeoClient.builder().build();

    @Setup
    public void open() {
        client.close();
        client = ImgeoClient.builder().baseUrl(baseUrl).build();
        if (client.models().join().liveAsOf().isEmpty()) {
            throw new IllegalStateException("the catalog is not the server's");
        }
    }

    @TearDown
    public void close() {
        client.close();
    }

    @Benchmark
    public Quote looseFields() {
        return client.quote(fields).join();
    }

    @Benchmark
    public Quote request() {
        return client.quote(REQUEST).join();
    }
}
