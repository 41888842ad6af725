package club.imgeo.quickstart;

import java.nio.file.Path;

/** {@code mvn -q -Pquickstart}: where to draw is for {@link Stage} to say, and how for {@link GalleryRoute}. */
public final class Quickstart {
    private Quickstart() {}

    /** @param args the file of prompts, and the folder for the gallery */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: Quickstart PROMPTS.csv FOLDER");
            System.exit(2);
        }
        try (Stage stage = Stage.choose(System.getenv("IMGEO_API_KEY"), Boolean.getBoolean("imgeo.live"))) {
            new Job(stage, System.out).run(Path.of(args[0]), Path.of(args[1]));
        } catch (Exception e) {
            System.err.println("The quickstart failed: " + e.getMessage());
            System.exit(1);
        }
    }
}
