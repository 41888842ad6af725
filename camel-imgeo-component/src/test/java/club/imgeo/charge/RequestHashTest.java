package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which requests are the same. */
class RequestHashTest {
    private static final GenerateRequest FOX = GenerateRequest.of("google/imagen-4", "a fox");

    @Test
    void staysAsItIsSinceJournalsHoldIt() {
        assertThat(RequestHash.of(FOX)).isEqualTo("10b39f5693e87920da02fb79a56278c38786cab8c48bf80eebb4655df01f4170");
    }

    @Test
    void isTheSameForWhatIsLeftToADefaultAndWhatSaysIt() {
        GenerateRequest said =
                new GenerateRequest("google/imagen-4", "a fox", 1, AspectRatio.parse("1:1"), Mode.TEXT2IMG, "", "");

        assertThat(RequestHash.of(said)).isEqualTo(RequestHash.of(FOX));
    }

    @Test
    void differsWithEachField() {
        List<GenerateRequest> requests = List.of(
                FOX,
                GenerateRequest.of("google/imagen-3", "a fox"),
                GenerateRequest.of("google/imagen-4", "a hare"),
                GenerateRequest.of("google/imagen-4", "a föx"),
                FOX.withCount(2),
                FOX.withAspectRatio(AspectRatio.parse("16:9")),
                FOX.withNegativePrompt("snow"),
                FOX.withImage("https://img.example/1.png"),
                new GenerateRequest("google/imagen-4", "a fox", 1, null, Mode.IMG2IMG, null, null),
                new GenerateRequest("google/imagen-4", "a fox", 1, null, null, null, "snow"));

        assertThat(requests.stream().map(RequestHash::of)).doesNotHaveDuplicates();
    }

    @Test
    void letsNoFieldRunIntoTheNext() {
        assertThat(RequestHash.of(GenerateRequest.of("a/b", "c fox")))
                .isNotEqualTo(RequestHash.of(GenerateRequest.of("a/bc", " fox")));
        assertThat(RequestHash.of(GenerateRequest.of("a", "bc")))
                .isNotEqualTo(RequestHash.of(GenerateRequest.of("ab", "c")));
    }
}
