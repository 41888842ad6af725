package club.imgeo.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {
    private final Sandbox sandbox = Sandbox.start();

    private Path temp;

    @BeforeEach
    void in(@TempDir Path folder) {
        temp = folder;
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void drawsThePromptsOfTheProjectUntilTheCreditsAreSpent() throws Exception {
        sandbox.next("ok", "ok", "500");

        Run run = run(Path.of("prompts.csv"));

        assertThat(run.failure()).isNull();
        assertThat(sandbox.ledger().net()).isEqualTo(10);
        assertThat(sandbox.ledger().refunded()).isEqualTo(2);
        assertThat(run.output())
                .contains("10 images would cost 22 credits; the account has 10 credits.")
                .contains("8 images, 10 credits spent, 1 refund of 2 credits, 0 credits left.")
                .contains("The sandbox's ledger agrees: charged 12, refunded 2, left 0.")
                .contains("Refused before it cost anything: A map of an island that nobody has found yet")
                .contains("count: 6 is more than", "did you mean black-forest-labs/flux-schnell")
                .contains("Left out for want of credits, without a call: An observatory under the northern lights")
                .contains("7 are needed and 3 are left")
                .contains("Gallery: file:///");
    }

    @Test
    void sendsNothingThatIsRefusedOrCannotBePaid() {
        run(Path.of("prompts.csv"));

        assertThat(sandbox.ledger().calls("A map of an island that nobody has found yet"))
                .isZero();
        assertThat(sandbox.ledger().calls("An observatory under the northern lights"))
                .isZero();
    }

    @Test
    void tellsTheCostBeforeItSpendsAnything() {
        Run run = run(Path.of("prompts.csv"));

        assertThat(run.output().indexOf("would cost"))
                .isLessThan(run.output().indexOf("  drawn "))
                .isGreaterThan(run.output().lastIndexOf("  quoted "));
    }

    @Test
    void leavesAFolderThatCanBePackedAndSent() throws Exception {
        Run run = run(Path.of("prompts.csv"));

        String page = run.page();
        var sources = Pattern.compile("(?:src|href)=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
        assertThat(sources).hasSize(8).allMatch(source -> source.matches("\\d\\d\\.png"));
        for (String source : sources) {
            assertThat(ImageIO.read(run.folder().resolve(source).toFile())).isNotNull();
        }
        assertThat(page)
                .contains("8 pictures for 10 credits", "0 refunds", "0 credits left", "stability-ai/sdxl")
                .contains("2 credits for 2 images", "An observatory under the northern lights");
    }

    @Test
    void givesAHostilePromptNoPowerOverPageOrTerminal() throws Exception {
        String hostile = "\"<script>alert('x')</script> \"\" onload=\"\"y()\"\" \u001b[2J & a fox\"";
        Run run = run(
                Run.csv(temp, hostile + ",black-forest-labs/flux-schnell,1:1,1", hostile + ",<b>no model</b>,1:1,1"));

        assertThat(run.failure()).isNull();
        assertThat(run.page())
                .contains("&lt;script&gt;alert(", "&lt;b&gt;no model&lt;/b&gt;")
                .doesNotContain("<script", "<b>", "\" onload");
        assertThat(run.output()).doesNotContain("\u001b");
    }

    @Test
    void failsForACallInDoubtAndStillShowsTheRest() throws Exception {
        Run run = run(Run.csv(
                temp,
                "a hare sandbox: charge then reset,black-forest-labs/flux-schnell,1:1,1",
                "a fox,black-forest-labs/flux-schnell,1:1,1"));

        assertThat(run.failure()).contains("credits UNKNOWN", "ledger says otherwise: charged 2");
        assertThat(sandbox.ledger().calls("a hare sandbox: charge then reset")).isOne();
        assertThat(run.page()).contains("1 picture for 1 credit", "01.png", "credits UNKNOWN");
    }

    @Test
    void failsWithTheReasonWhereTheServerKeepsFailing() throws Exception {
        Run run = run(Run.csv(temp, "a fox sandbox: 500,black-forest-labs/flux-schnell,1:1,1"));

        assertThat(run.failure()).contains("credits REFUNDED");
        assertThat(run.output()).contains("0 images, 0 credits spent, 3 refunds of 3 credits, 10 credits left.");
    }

    @Test
    void forgetsThePicturesOfTheRunBefore() throws Exception {
        run(Run.csv(temp, "a fox,black-forest-labs/flux-schnell,1:1,3"));
        Files.writeString(temp.resolve("gallery/mine.txt"), "not yours");

        run(Run.csv(temp, "a fox,black-forest-labs/flux-schnell,1:1,1"));

        assertThat(temp.resolve("gallery")).isDirectoryContaining("glob:**/01.png");
        assertThat(temp.resolve("gallery")).isDirectoryContaining("glob:**/mine.txt");
        assertThat(temp.resolve("gallery")).isDirectoryNotContaining("glob:**/02.png");
    }

    @Test
    void runsAgainstAnAccountOfYourOwn() throws Exception {
        String key = sandbox.signUp(100);
        Stage live = new LiveStage(
                key, Map.of("camel.component.imgeo.base-url", sandbox.baseUrl().toString()));

        Run run = Run.of(live, Run.csv(temp, "a fox,google/imagen-4,16:9,1"), temp.resolve("gallery"));

        assertThat(run.failure()).isNull();
        assertThat(run.output()).contains("on the real API", "would cost 7 credits", "The balance agrees.");
        assertThat(sandbox.balance(key)).isEqualTo(93);
    }

    @Test
    void saysSoWhereTheKeyIsWrong() throws Exception {
        Stage live = new LiveStage(
                "imgeo_sk_wrong",
                Map.of("camel.component.imgeo.base-url", sandbox.baseUrl().toString()));

        Run run = Run.of(live, Run.csv(temp, "a fox,google/imagen-4,16:9,1"), temp.resolve("gallery"));

        assertThat(run.failure()).contains("HTTP 401");
        assertThat(temp.resolve("gallery")).isEmptyDirectory();
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(run(temp.resolve("none.csv")).failure()).contains("none.csv");
    }

    private Run run(Path prompts) {
        return Run.of(SandboxStage.on(sandbox), prompts, temp.resolve("gallery"));
    }
}
