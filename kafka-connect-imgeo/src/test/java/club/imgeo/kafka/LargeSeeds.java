package club.imgeo.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Seeds of the fuzzer that are too large to be kept as files. */
public final class LargeSeeds {
    private LargeSeeds() {}

    /** @param target simple name of the class that is fuzzed */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seed(String target, String name, byte[] input) {
        static Seed of(String target, String name, String input) {
            return new Seed(target, name, input.getBytes(UTF_8));
        }
    }

    static List<Seed> all() {
        return List.of(
                Seed.of("RecordFuzz", "image", "{\"mode\":\"img2img\",\"image\":\"" + "/".repeat(200_000) + "\"}"),
                Seed.of("RecordFuzz", "negative-prompt", "{\"negative_prompt\":\"" + "a ".repeat(100_000) + "\"}"),
                Seed.of("RecordFuzz", "deep", "{\"id\":" + "[".repeat(100_000) + "}"),
                Seed.of("EntryFuzz", "digits", charge("9".repeat(300_000))));
    }

    private static String charge(String credits) {
        return "{\"version\":1,\"state\":\"INTENT\",\"changedAt\":\"2026-03-01T12:00:00Z\",\"requestHash\":\"h\",\"model\":\"m\","
                + "\"price\":\"" + credits
                + "\",\"component\":\"c\",\"claimant\":\"c\",\"at\":\"2026-03-01T12:00:00Z\","
                + "\"deadline\":\"2026-03-01T12:05:00Z\"}";
    }

    /** Writes them below {@code args[0]}, where {@code mvn -Pfuzz} looks for them. */
    public static void main(String[] args) throws IOException {
        for (Seed seed : all()) {
            Path directory = Files.createDirectories(Path.of(args[0], seed.target()));
            Files.write(directory.resolve(seed.name()), seed.input());
        }
    }
}
