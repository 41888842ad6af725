package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code folder}: prompts from a folder, pictures in another. */
class FolderTest {
    @Test
    void makesAPictureOfEachPromptAndPaysOnceAcrossARestart(@TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {
            Example first = stage.start("folder");
            assertThat(ImageIO.read(stage.file("pictures/fox.png").toFile())).isNotNull();
            stage.file("prompts/.camel/fox.txt");
            stage.file("prompts/.camel/lighthouse.txt");
            first.close();
            stage.put("prompts/fox.txt", Files.readString(home.resolve("prompts/.camel/fox.txt")));
            Files.delete(home.resolve("pictures/fox.png"));

            stage.start("folder");

            stage.file("pictures/fox.png");
            assertThat(stage.sandbox.ledger().net()).isEqualTo(2);
        }
    }

    @Test
    void putsAsideWhatMayHaveBeenPaidFor(@TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {
            stage.put("prompts/hare.txt", "a hare sandbox: charge then reset");

            stage.start("folder");

            stage.file("prompts/.failed/hare.txt");
            assertThat(stage.sandbox.ledger().calls("a hare sandbox: charge then reset"))
                    .isEqualTo(1);
        }
    }
}
