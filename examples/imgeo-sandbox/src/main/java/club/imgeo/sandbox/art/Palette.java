package club.imgeo.sandbox.art;

import java.util.List;
import java.util.stream.Stream;

/**
 * Colours that belong together.
 *
 * @param mood what words of a prompt ask for: night, dusk, day, autumn, winter
 * @param sky from the zenith to the horizon
 * @param light of sun, moon and windows
 * @param far ground in the haze
 * @param near ground at one's feet, the darkest
 * @param accents what is meant to be looked at
 */
record Palette(Mood mood, List<Rgb> sky, Rgb light, Rgb far, Rgb near, List<Rgb> accents) {

    enum Mood {
        NIGHT,
        DUSK,
        DAY,
        AUTUMN,
        WINTER
    }

    static final List<Palette> ALL = List.of(
            of(
                    Mood.DUSK,
                    "2b2d5b 6b4c8a d9748f ffc29b",
                    "fff0d0",
                    "c98aa0",
                    "1b1b3a",
                    "ff7a7a ffb26b ffe29a 8a6bd1 4a5fc1"),
            of(
                    Mood.DUSK,
                    "1f1a38 6d2e5b d8524f ffb05c",
                    "ffe9a8",
                    "b85a5a",
                    "1a1026",
                    "f94144 f3722c f8961e f9c74f 577590"),
            of(
                    Mood.DUSK,
                    "3a4d7a b58fb0 f2b5a0 fbe3c4",
                    "fff5e6",
                    "d9a392",
                    "4a2a3f",
                    "ef8354 f6bd60 f28482 84a59d 5f6f94"),
            of(
                    Mood.DUSK,
                    "12394a 2f7f86 9fd3c0 fde8c0",
                    "fff6dc",
                    "8cc0b4",
                    "0c2833",
                    "2a9d8f e9c46a f4a261 e76f51 287271"),
            of(
                    Mood.NIGHT,
                    "070b24 131d4f 2c3f87 6a7fc4",
                    "f4f1ff",
                    "3f57a0",
                    "05071a",
                    "7aa2ff b794f6 f7b2d9 8be9fd ffd580"),
            of(
                    Mood.NIGHT,
                    "04121f 0b3140 14665f 6cc79c",
                    "eafff0",
                    "1f6f6c",
                    "020b12",
                    "7cf5c0 4fd1c5 63b3ed b794f4 f687b3"),
            of(
                    Mood.NIGHT,
                    "120b26 2b1a4d 55317a a8629b",
                    "ffe6c7",
                    "5a3a80",
                    "0b0618",
                    "ff8fab ffc8dd cdb4db a2d2ff ffd166"),
            of(
                    Mood.NIGHT,
                    "0d0d14 1d1b28 3a3242 7a5c4a",
                    "ffdf9e",
                    "4d4350",
                    "08080c",
                    "d4a373 ffd166 e76f51 a3b18a e9e4d8"),
            of(
                    Mood.DAY,
                    "6fbfe0 a9dcea eef2d9 fcd9cd",
                    "fffdf0",
                    "a4cfc2",
                    "2a5a5c",
                    "f28482 f5cac3 84a59d f6bd60 8ecae6"),
            of(
                    Mood.DAY,
                    "3a9fd0 84cde6 dff1dc fff1b8",
                    "fffbe0",
                    "7bbcc6",
                    "134a63",
                    "fac05e f79d84 ee6352 59cd90 3fa7d6"),
            of(
                    Mood.DAY,
                    "b9d2c6 cfe0d3 e6e8d6 f6ecd6",
                    "fff9e8",
                    "9db8ab",
                    "1e3a34",
                    "1e6f5c 4f9d7e d9a441 c8553d 88b8a4"),
            of(
                    Mood.AUTUMN,
                    "3d405b 8d6a7f e58a6a f2cc8f",
                    "fff3d6",
                    "c9866b",
                    "2b1d1f",
                    "e07a5f f2cc8f 81b29a d1495b f79256"),
            of(
                    Mood.AUTUMN,
                    "5a4a5c b07d62 e9b872 f7e1b5",
                    "fff6dd",
                    "b98b5e",
                    "33231d",
                    "bc4b51 f4a259 f4e285 8cb369 5b8e7d"),
            of(
                    Mood.WINTER,
                    "5b7fa6 9fbcd8 d8e5f0 f9ece4",
                    "ffffff",
                    "b3c9df",
                    "27415f",
                    "6c8ebf a5c4e5 f4d6cc e3a6a1 3d5a80"),
            of(
                    Mood.WINTER,
                    "26304f 5a6a94 a9b3d1 f1d9d5",
                    "fff7ee",
                    "8f9cc0",
                    "161d36",
                    "8fa6d8 d7c0d9 f2c6c0 f7e3d0 5d74b0"));

    private static Palette of(Mood mood, String sky, String light, String far, String near, String accents) {
        return new Palette(mood, colours(sky), Rgb.hex(light), Rgb.hex(far), Rgb.hex(near), colours(accents));
    }

    private static List<Rgb> colours(String hex) {
        return Stream.of(hex.split(" ")).map(Rgb::hex).toList();
    }

    boolean isDark() {
        return sky.get(0).luminance() < 0.14f;
    }

    Rgb horizon() {
        return sky.get(sky.size() - 1);
    }

    /** From the zenith at 0 to the horizon at 1. */
    Rgb sky(float t) {
        return along(sky, t);
    }

    /** Through the accents, first to last. */
    Rgb accent(float t) {
        return along(accents, t);
    }

    private static Rgb along(List<Rgb> stops, float t) {
        float place = Ease.clamp(t) * (stops.size() - 1);
        int stop = Math.min((int) place, stops.size() - 2);
        float between = place - stop;
        // Between straight and S-shaped: no stop shows as a crease, and none as a band.
        float eased = Ease.mix(between, Ease.step(0, 1, between), 0.5f);
        return stops.get(stop).mix(stops.get(stop + 1), eased);
    }
}
