package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference of the options, which is written from their declarations. To bring it up to date: {@code mvn -pl
 * kafka-connect-imgeo test -Dtest=OptionsReferenceTest -Dimgeo.docs.update=true}.
 */
class OptionsReferenceTest {
    private static final Path PAGE = Path.of("../docs/kafka-connect-options.md");
    private static final Map<String, ConfigKey> OPTIONS = ImgeoSinkConfig.OPTIONS.configKeys();

    @Test
    void isAsTheOptionsAreDeclared() throws Exception {
        String expected = OptionsReference.of(ImgeoSinkConfig.OPTIONS);

        if (Boolean.getBoolean("imgeo.docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).content().isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("options")
    void saysOfEachOptionWhatAFormNeeds(ConfigKey option) {
        assertThat(option.name).matches("imgeo(\\.[a-z]+)+");
        assertThat(option.documentation).hasSizeGreaterThan(20).endsWith(".").doesNotContain("  ", "{@", "|");
        assertThat(option.group).isNotBlank();
        assertThat(option.orderInGroup).isPositive();
        assertThat(option.displayName).isNotBlank().isNotEqualTo(option.name);
        assertThat(option.width).isNotEqualTo(ConfigDef.Width.NONE);
        assertThat(OPTIONS.keySet()).containsAll(option.dependents);
    }

    @ParameterizedTest
    @MethodSource("options")
    void givesEachNumberARangeAndEachTimeAUnit(ConfigKey option) {
        boolean number = option.type == ConfigDef.Type.INT || option.type == ConfigDef.Type.LONG;

        assertThat(option.name.endsWith(".ms")).isEqualTo(option.documentation.contains("in milliseconds"));
        if (number) {
            assertThat(option.validator).isNotNull();
        }
    }

    @Test
    void countsEachGroupsOptionsThrough() {
        Set<String> places = new HashSet<>();

        OPTIONS.values().forEach(option -> places.add(option.group + option.orderInGroup));

        assertThat(places).hasSameSizeAs(OPTIONS.keySet());
    }

    @Test
    void keepsTheKeysSecret() {
        assertThat(OPTIONS.values())
                .filteredOn(option -> option.type == ConfigDef.Type.PASSWORD)
                .extracting(option -> option.name)
                .containsExactlyInAnyOrder("imgeo.api.key", "imgeo.ssl.keystore.key");
    }

    @Test
    void requiresWhatNobodyCanGuess() {
        List<String> required = OPTIONS.values().stream()
                .filter(option -> !option.hasDefault())
                .map(option -> option.name)
                .sorted(Comparator.naturalOrder())
                .toList();

        assertThat(required).containsExactly("imgeo.kafka.bootstrap.servers", "imgeo.result.topic");
    }

    @Test
    void offersAnewWhatFollowsTheModelAndTheMode() {
        assertThat(followersOf("imgeo.model"))
                .containsExactly("imgeo.aspect.ratio", "imgeo.count", "imgeo.mode", "imgeo.negative.prompt");
        assertThat(followersOf("imgeo.mode")).containsExactly("imgeo.image");
    }

    private static List<String> followersOf(String name) {
        return options()
                .filter(option -> option.name.equals(name))
                .flatMap(option -> option.dependents.stream())
                .toList();
    }

    static Stream<ConfigKey> options() {
        return OPTIONS.values().stream();
    }
}
