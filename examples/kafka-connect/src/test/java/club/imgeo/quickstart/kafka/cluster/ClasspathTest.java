package club.imgeo.quickstart.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClasspathTest {
    private static final Classpath KAFKA = Classpath.listedIn(Path.of(System.getProperty("imgeo.kafka.classpath")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "club.imgeo.kafka.ImgeoSinkConnector",
                "club.imgeo.camel.ImgeoComponent",
                "club.imgeo.sandbox.Sandbox",
                "org.apache.camel.CamelContext",
                "io.vertx.core.Vertx",
                "io.netty.channel.Channel"
            })
    void leavesOutWhatIsNotKafkas(String name) throws IOException {
        try (URLClassLoader jars = jars()) {
            assertThatThrownBy(() -> jars.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.Kafka",
                "kafka.tools.StorageTool",
                "org.apache.kafka.connect.cli.ConnectDistributed",
                "org.slf4j.impl.SimpleLogger"
            })
    void hasWhatTheProcessesRunOn(String name) throws Exception {
        try (URLClassLoader jars = jars()) {
            assertThat(jars.loadClass(name)).isNotNull();
        }
    }

    @Test
    void mayBeTheJarsOfAFolder() {
        assertThat(Classpath.jarsIn(Path.of("/opt/kafka/libs")).value()).isEqualTo("/opt/kafka/libs/*");
    }

    private static URLClassLoader jars() {
        URL[] urls = Arrays.stream(KAFKA.value().split(File.pathSeparator))
                .map(ClasspathTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar, e);
        }
    }
}
