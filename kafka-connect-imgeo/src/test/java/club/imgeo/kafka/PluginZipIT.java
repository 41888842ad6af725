package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The zip as it is handed out; runs after it was packaged. */
class PluginZipIT {
    private static final Path ZIP = Path.of(System.getProperty("imgeo.plugin.zip"));
    private static final long MOST_BYTES = 15L * 1024 * 1024;

    @Test
    void hasOneFolderNamedLikeTheZipWithWhatConfluentsToolsExpect() throws IOException {
        String folder = String.valueOf(ZIP.getFileName()).replace(".zip", "/");

        assertThat(names()).allMatch(name -> name.startsWith(folder));
        assertThat(names())
                .contains(
                        folder + "manifest.json",
                        folder + "doc/README.md",
                        folder + "doc/LICENSE",
                        folder + "doc/kafka-connect-options.md");
        assertThat(names())
                .filteredOn(name -> name.endsWith(".jar"))
                .allMatch(name -> name.startsWith(folder + "lib/"));
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(ZIP)).isLessThan(MOST_BYTES);
    }

    @Test
    void bringsNoClassThatTheWorkerHas() throws IOException {
        assertThat(classes()).noneMatch(name -> name.startsWith("org/apache/kafka/") || name.startsWith("org/slf4j/"));
    }

    /** A jar that a dependency brings along is here for a reason, or is excluded in the POM. */
    @Test
    void bringsTheseJarsAndNoOthers() throws IOException {
        assertThat(jars())
                .containsExactlyInAnyOrder(
                        "camel-api",
                        "camel-base",
                        "camel-base-engine",
                        "camel-core-engine",
                        "camel-core-languages",
                        "camel-core-model",
                        "camel-core-processor",
                        "camel-core-reifier",
                        "camel-imgeo-component",
                        "camel-management-api",
                        "camel-support",
                        "camel-util",
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-databind",
                        "kafka-connect-imgeo");
    }

    @Test
    void namesTheLicenseOfEachJarOfOthers() throws IOException {
        String notice = content("doc/NOTICE");

        assertThat(othersJars()).isNotEmpty().allSatisfy(jar -> assertThat(
                        notice.lines().filter(line -> line.contains(" License")).map(line -> line.strip()
                                .split("\\s+")[0]))
                .anyMatch(name -> jar.matches(name.replace("*", ".*"))));
    }

    @Test
    void bringsTheLicenseAndNoticeOfEachJarOfOthers() throws IOException {
        for (String jar : othersJars()) {
            assertThat(names())
                    .as(jar)
                    .anyMatch(name -> name.contains("/doc/licenses/" + jar + "/META-INF/LICENSE"))
                    .anyMatch(name -> name.contains("/doc/licenses/" + jar + "/META-INF/NOTICE"));
        }
        assertThat(names())
                .anyMatch(name -> name.endsWith("/jackson-core/META-INF/FastDoubleParser-LICENSE"))
                .anyMatch(name -> name.endsWith("/jackson-core/META-INF/thirdparty-LICENSE"));
    }

    @Test
    void bringsTheComponentAndCamel() throws IOException {
        assertThat(classes())
                .contains(
                        "club/imgeo/camel/ImgeoComponent.class",
                        "org/apache/camel/CamelContext.class",
                        "com/fasterxml/jackson/databind/ObjectMapper.class");
    }

    @Test
    void isFoundByAWorkerThatOnlyAsksForServices() throws IOException {
        assertThat(classes()).contains("META-INF/services/org.apache.kafka.connect.sink.SinkConnector");
    }

    @Test
    void saysWhatItIs() throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(content("manifest.json"));

        assertThat(manifest.path("name").asText()).isEqualTo("kafka-connect-imgeo");
        assertThat(ZIP.getFileName())
                .hasToString(manifest.at("/owner/username").asText() + "-kafka-connect-imgeo-"
                        + manifest.path("version").asText() + ".zip");
        assertThat(manifest.at("/component_types/0").asText()).isEqualTo("sink");
        assertThat(manifest.at("/license/0/name").asText()).startsWith("Apache");
        assertThat(manifest.toString()).doesNotContain("${");
    }

    @Test
    void keepsWhatAConfigProviderIsToReplace() throws IOException {
        assertThat(content("doc/README.md")).contains("${env:IMGEO_API_KEY}").doesNotContain("${project");
    }

    @Test
    void bringsWhatItsReadmePointsAt() throws IOException {
        List<String> links = Pattern.compile("]\\(([^):]+)\\)")
                .matcher(content("doc/README.md"))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(names())
                .anyMatch(name -> name.endsWith("/doc/" + link)));
    }

    /** Or else two builds of the same sources would differ. */
    @Test
    void bearsOneTimeThroughout() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTime).distinct()).hasSize(1);
        }
    }

    private static List<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    /** Names of artifacts, without versions. */
    private static List<String> jars() throws IOException {
        return names().stream()
                .filter(name -> name.endsWith(".jar"))
                .map(name -> name.replaceAll(".*/|-\\d.*", ""))
                .toList();
    }

    private static List<String> othersJars() throws IOException {
        return jars().stream().filter(name -> !name.contains("imgeo")).toList();
    }

    private static String content(String end) throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith("/" + end))
                    .findFirst()
                    .orElseThrow();
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of all jars together, services and the like included. */
    private static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (String name : names()) {
                if (name.endsWith(".jar")) {
                    ZipInputStream jar = new ZipInputStream(zip.getInputStream(zip.getEntry(name)));
                    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                        classes.add(entry.getName());
                    }
                }
            }
        }
        return classes;
    }
}
