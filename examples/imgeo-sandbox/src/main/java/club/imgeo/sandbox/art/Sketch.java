package club.imgeo.sandbox.art;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to paint: as the prompt's words have it where it uses any that are known here, else as the dice fall. */
record Sketch(Scene scene, Palette palette, @Nullable Cameo cameo) {
    private static final List<Scene> LANDSCAPES = List.of(new Mountains(), new Hills(), new Forest());
    private static final List<Scene> SCENES = Stream.concat(
                    LANDSCAPES.stream(),
                    Stream.of(
                            new Ribbons(),
                            new StainedGlass(),
                            new Waves(),
                            new Bokeh(),
                            new City(),
                            new Flowers(),
                            new Space()))
            .toList();

    private static final Map<String, Scene> SCENE_WORDS = byWord(Map.of(
            new Mountains(), "mountain mountains peak alps lake summit canyon volcano glacier cliff landscape",
            new Hills(), "hill hills field fields terrace valley farm countryside desert dune dunes tea vineyard",
            new Forest(), "forest wood woods tree trees jungle pine grove",
            new Waves(),
                    "sea ocean wave waves beach water boat ship harbour harbor island sailing fish whale lighthouse",
            new City(), "city street town skyline tower building buildings night-club architecture tokyo paris london",
            new Flowers(), "flower flowers garden meadow rose roses tulip poppy bouquet blossom spring",
            new Space(), "space planet galaxy nebula rocket astronaut cosmos universe mars robot",
            new StainedGlass(), "glass cathedral mosaic geometric crystal church window portrait",
            new Ribbons(), "abstract wind music dance flow silk dream rainbow logo pattern",
            new Bokeh(), "lights bokeh rain party lantern lanterns neon christmas festival candle"));

    private static final Map<String, Palette.Mood> MOOD_WORDS = byWord(Map.of(
            Palette.Mood.NIGHT, "night midnight moon moonlight stars starry dark aurora neon lantern lanterns",
            Palette.Mood.DUSK, "sunset sunrise dusk dawn evening twilight golden fire",
            Palette.Mood.DAY, "day daylight sun sunny summer morning noon spring bright rainbow cloud",
            Palette.Mood.AUTUMN, "autumn fall october harvest leaves amber",
            Palette.Mood.WINTER, "winter snow snowy ice frozen frost arctic christmas"));

    private static final Map<String, Cameo> CAMEO_WORDS = byWord(Map.of(
            Cameo.FOX, "fox foxes wolf",
            Cameo.CAT, "cat cats kitten lynx",
            Cameo.HARE, "hare hares rabbit rabbits bunny",
            Cameo.BOAT, "boat boats ship sail sailing",
            Cameo.BIRDS, "bird birds swallow swallows geese gull gulls crane cranes",
            Cameo.BALLOON, "balloon balloons"));

    static Sketch of(Picture picture, Dice dice) {
        Set<String> wanted = words(picture.prompt());
        wanted.removeAll(words(Objects.requireNonNullElse(picture.negativePrompt(), "")));
        Palette.Mood mood = first(wanted, MOOD_WORDS);
        Palette palette = dice.pick(Palette.ALL.stream()
                .filter(each -> mood == null || each.mood() == mood)
                .toList());
        Cameo cameo = first(wanted, CAMEO_WORDS);
        Scene chosen = dice.pick(cameo != null && cameo.needsGround() ? LANDSCAPES : SCENES);
        Scene asked = first(wanted, SCENE_WORDS);
        return new Sketch(asked == null ? chosen : asked, palette, cameo);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Of several, the one that sorts first, so that the order of a hash table decides nothing. */
    private static <T> @Nullable T first(Set<String> words, Map<String, T> meanings) {
        return words.stream()
                .filter(meanings::containsKey)
                .sorted()
                .findFirst()
                .map(meanings::get)
                .orElse(null);
    }

    private static <T> Map<String, T> byWord(Map<T, String> words) {
        return words.entrySet().stream()
                .flatMap(entry ->
                        Arrays.stream(entry.getValue().split(" ")).map(word -> Map.entry(word, entry.getKey())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
