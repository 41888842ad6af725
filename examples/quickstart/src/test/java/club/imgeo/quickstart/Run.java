package club.imgeo.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The job, run to its end: what it said, and why it failed if it did. */
record Run(String output, @Nullable String failure, Path folder) {
    static Run of(Stage stage, Path prompts, Path folder) {
        var bytes = new ByteArrayOutputStream();
        String failure = null;
        try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new Job(stage, out).run(prompts, folder);
        } catch (Exception e) {
            failure = String.valueOf(e.getMessage());
        }
        return new Run(bytes.toString(StandardCharsets.UTF_8), failure, folder);
    }

    /** @param rows under the header that they all have */
    static Path csv(Path folder, String... rows) throws IOException {
        return Files.writeString(
                folder.resolve("prompts.csv"), "prompt,model,aspect_ratio,count\n" + String.join("\n", rows) + "\n");
    }

    String page() throws IOException {
        return Files.readString(folder.resolve("index.html"));
    }
}
