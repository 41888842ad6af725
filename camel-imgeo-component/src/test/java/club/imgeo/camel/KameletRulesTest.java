package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.AspectRatio;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Kamelets keep the rules of Camel's own catalog, and say what the component says. */
class KameletRulesTest {
    private static List<KameletFile> catalog = List.of();

    @BeforeAll
    static void readTheCatalog() throws Exception {
        URL one = Objects.requireNonNull(KameletRulesTest.class.getResource("/kamelets/aws-s3-sink.kamelet.yaml"));
        URI jar = URI.create(one.toString().substring(0, one.toString().indexOf('!')));
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
            catalog = KameletFile.in(files.getPath("/kamelets"));
        }
    }

    static Stream<Arguments> oursByRule() {
        return KameletFile.ours().stream()
                .flatMap(kamelet -> Stream.of(KameletRule.values()).map(rule -> Arguments.of(kamelet, rule)));
    }

    @Test
    void areTheFourThatTheGuideNames() {
        assertThat(KameletFile.ours())
                .extracting(KameletFile::name)
                .containsExactly(
                        "imgeo-balance-source", "imgeo-generate-action", "imgeo-generate-sink", "imgeo-models-action");
    }

    @ParameterizedTest
    @MethodSource("oursByRule")
    void keepEveryRule(KameletFile kamelet, KameletRule rule) {
        assertThat(rule.brokenBy(kamelet)).isEmpty();
    }

    /** A rule that the catalog's own do not keep would be none. Some of them are older than some of the rules. */
    @ParameterizedTest
    @EnumSource
    void areCheckedByRulesThatTheCatalogsOwnKeep(KameletRule rule) {
        List<KameletFile> breaking = catalog.stream()
                .filter(kamelet -> !rule.brokenBy(kamelet).isEmpty())
                .toList();

        assertThat(catalog).hasSizeGreaterThan(200);
        assertThat(breaking).hasSizeLessThan(catalog.size() / 10);
    }

    @Test
    void differInTitleAndDescription() {
        assertThat(KameletFile.ours())
                .extracting(kamelet -> kamelet.definition().get("title"))
                .doesNotHaveDuplicates();
        assertThat(KameletFile.ours())
                .extracting(kamelet -> kamelet.definition().get("description"))
                .doesNotHaveDuplicates();
    }

    @Test
    void offerTheModelsThatTheComponentIsBundledWith() throws IOException {
        URL bundled = Objects.requireNonNull(AspectRatio.class.getResource("models.json"));
        List<String> ids = StreamSupport.stream(
                        new ObjectMapper().readTree(bundled).spliterator(), false)
                .map(model -> model.path("id").asText())
                .toList();

        assertThat(ids).hasSize(14);
        assertThat(offered("model")).hasSize(2).allSatisfy(models -> assertThat(models)
                .containsExactlyElementsOf(ids));
    }

    @Test
    void offerTheRatiosThatTheComponentOffers() throws IOException {
        List<String> ratios = StreamSupport.stream(
                        descriptor()
                                .path("properties")
                                .path("aspectRatio")
                                .path("enum")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();

        assertThat(ratios).hasSize(11);
        assertThat(offered("aspectRatio")).hasSize(2).allSatisfy(offered -> assertThat(offered)
                .containsExactlyElementsOf(ratios));
    }

    @Test
    void dependOnThisVersionOfTheComponent() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(KameletFile.ours()).allSatisfy(kamelet -> {
            assertThat(kamelet.dependencies()).contains("mvn:club.imgeo:camel-imgeo-component:" + version.group(1));
            assertThat(kamelet.annotation("catalog.version")).isEqualTo(version.group(1));
        });
    }

    /** Or an option that is added would not hold for a Kamelet with a key of its own. */
    @Test
    void passOnEveryOptionOfTheComponentButTheKey() throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {
            imgeo.setMaxCount(3);
            imgeo.setRequestTimeout(1_234);
            imgeo.setProxy("proxy.example.com:3128");
            imgeo.setCreditBudget(5L);
        })) {
            ImgeoAccount account = new ImgeoAccount();
            account.setApiKey("imgeo_sk_another");
            studio.context.addComponent("local", account);

            ImgeoEndpoint endpoint = studio.context.getEndpoint("local:models", ImgeoEndpoint.class);

            assertThat(options(studio, endpoint.getComponent()))
                    .hasSizeGreaterThan(15)
                    .isEqualTo(options(studio, studio.imgeo));
            assertThat(endpoint.getComponent().getApiKey()).isEqualTo("imgeo_sk_another");
        }
    }

    private static Map<String, Object> options(Studio studio, ImgeoComponent component) throws IOException {
        Map<String, Object> options = new HashMap<>();
        PluginHelper.getBeanIntrospection(studio.context).getProperties(component, options, null, false);
        options.keySet().retainAll(names(descriptor().path("componentProperties")));
        options.remove("apiKey");
        return options;
    }

    private static List<String> names(JsonNode options) {
        List<String> names = new ArrayList<>();
        options.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode descriptor() throws IOException {
        return new ObjectMapper().readTree(KameletRulesTest.class.getResource("/META-INF/club/imgeo/camel/imgeo.json"));
    }

    private static List<List<String>> offered(String property) {
        return KameletFile.ours().stream()
                .map(kamelet -> kamelet.properties().get(property))
                .filter(Objects::nonNull)
                .map(each -> KameletFile.texts(each.get("enum")))
                .toList();
    }
}
