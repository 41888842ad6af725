package club.imgeo.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** Runs the route once, from a file of prompts to a folder with a gallery. */
final class Job {
    private final Stage stage;
    private final PrintStream out;

    Job(Stage stage, PrintStream out) {
        this.stage = stage;
        this.out = out;
    }

    /**
     * Returns when everything is told and done.
     *
     * @throws IllegalStateException with all that went wrong; what could be drawn is in the folder all the same
     */
    void run(Path prompts, Path folder) throws Exception {
        if (!Files.isReadable(prompts)) {
            throw new IllegalStateException("there is no file of prompts at " + prompts);
        }
        clear(folder);
        Notes notes = new Notes();
        Progress progress = new Progress(out);
        stage.welcome().lines().forEach(progress::say);
        progress.say("");
        Main camel = new Main();
        stage.options().forEach(camel::addInitialProperty);
        camel.addInitialProperty("gallery.folder", folder.toString());
        camel.configure().addRoutesBuilder(new GalleryRoute(new Gallery(notes, progress)));
        camel.start();
        try {
            camel.getCamelTemplate().sendBody("direct:gallery", prompts.toFile());
        } finally {
            camel.stop();
        }
        new Summary(notes, progress).tell(stage, folder.resolve("index.html"));
    }

    /** Of what an earlier run left, and of nothing else. */
    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "{[0-9][0-9]*.*,index.html}")) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
    }
}
