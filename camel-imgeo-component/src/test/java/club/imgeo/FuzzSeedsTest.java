package club.imgeo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatCode;

import club.imgeo.camel.EndpointFuzz;
import club.imgeo.camel.WordFuzz;
import club.imgeo.charge.RowFuzz;
import club.imgeo.client.AnswerFuzz;
import club.imgeo.client.RequestFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code mvn -Pfuzz verify} begins with, and what it has found once, without the fuzzer. */
class FuzzSeedsTest {
    private static final Path SEEDS = Path.of("src/test/resources/fuzz");
    private static final Map<String, Target> TARGETS = Map.of(
            "AnswerFuzz", AnswerFuzz::fuzzerTestOneInput,
            "RequestFuzz", RequestFuzz::fuzzerTestOneInput,
            "EndpointFuzz", EndpointFuzz::fuzzerTestOneInput,
            "WordFuzz", WordFuzz::fuzzerTestOneInput,
            "RowFuzz", RowFuzz::fuzzerTestOneInput);

    private interface Target {
        void run(byte[] input) throws Exception;
    }

    static List<Arguments> seeds() throws IOException {
        List<Arguments> seeds = new ArrayList<>();
        for (String target : TARGETS.keySet()) {
            try (var files = Files.list(SEEDS.resolve(target))) {
                files.sorted().forEach(file -> seeds.add(Arguments.of(target, file)));
            }
        }
        return seeds;
    }

    /** Work in linear time takes a tenth of it. */
    @ParameterizedTest
    @MethodSource("largeSeeds")
    @Timeout(5)
    void holdWithoutDelayWhatTheFuzzerAsksOfLargeOnes(String target, byte[] input) {
        ThrowingCallable run = () -> requireNonNull(TARGETS.get(target)).run(input);

        assertThatCode(run).doesNotThrowAnyException();
    }

    static List<Arguments> largeSeeds() {
        return LargeSeeds.all().stream()
                .map(seed -> Arguments.of(seed.target(), seed.input()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdWhatTheFuzzerAsksOfThem(String target, Path seed) throws IOException {
        byte[] input = Files.readAllBytes(seed);

        ThrowingCallable run = () -> requireNonNull(TARGETS.get(target)).run(input);

        assertThatCode(run).doesNotThrowAnyException();
    }
}
