package club.imgeo.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.Generation;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final Generation FOX = new Generation(
            List.of(URI.create("https://images.example/../../fox.exe")),
            "google/imagen-4",
            "a fox",
            null,
            new BigDecimal("7"),
            null,
            false,
            Map.of());

    @Test
    void isNamedByItsNumberAndTypeAndNotByItsUrl() {
        assertThat(Picture.named(3, "image/webp", FOX).file()).isEqualTo("03.webp");
        assertThat(Picture.named(12, "Image/PNG; charset=binary", FOX).file()).isEqualTo("12.png");
    }

    @Test
    void isRefusedWhereItIsNoPicture() {
        assertThatThrownBy(() -> Picture.named(1, "text/html", FOX)).hasMessageContaining("text/html and no picture");
        assertThatThrownBy(() -> Picture.named(1, null, FOX)).hasMessageContaining("no picture");
    }

    @Test
    void isSquareWhereNobodySaysOtherwise() {
        assertThat(Picture.named(1, "image/png", FOX).ratio()).isEqualTo(new AspectRatio(1, 1));
    }
}
