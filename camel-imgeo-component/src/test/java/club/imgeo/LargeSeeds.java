package club.imgeo;

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
        String slashes = "/".repeat(200_000);
        return List.of(
                Seed.of("RequestFuzz", "slashes", slashes),
                Seed.of("RequestFuzz", "image", "{\"mode\":\"img2img\",\"image\":\"" + slashes + "\"}"),
                Seed.of("AnswerFuzz", "near-misses", "aaaaaaaaaaa ".repeat(16_000) + "b"),
                Seed.of("AnswerFuzz", "echo", "{\"error\":\"" + "ab ".repeat(66_000) + "\"}"),
                Seed.of("AnswerFuzz", "models", "[{\"id\":\"a\",\"modes\":[" + "7,".repeat(20_000) + "7]}]"),
                Seed.of("WordFuzz", "images", "{\"images\":[\"" + slashes + "\"]}"));
    }

    /** Writes them below {@code args[0]}, where {@code mvn -Pfuzz} looks for them. */
    public static void main(String[] args) throws IOException {
        for (Seed seed : all()) {
            Path directory = Files.createDirectories(Path.of(args[0], seed.target()));
            Files.write(directory.resolve(seed.name()), seed.input());
        }
    }
}
