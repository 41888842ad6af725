package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import club.imgeo.sandbox.SandboxModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.runtime.AbstractHerder;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connector as a worker uses it. */
class ImgeoSinkConnectorTest {
    private final ImgeoSinkConnector connector = new ImgeoSinkConnector();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void isFoundByAWorker() {
        assertThat(ServiceLoader.load(SinkConnector.class).stream().map(ServiceLoader.Provider::type))
                .contains(ImgeoSinkConnector.class);
    }

    @Test
    void hasTheVersionOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(pom).contains("<version>" + connector.version() + "</version>");
    }

    @Test
    void tellsEachTaskWhichItIs() {
        connector.start(Submitted.with());

        List<Map<String, String>> tasks = connector.taskConfigs(3);

        assertThat(connector.taskClass()).isEqualTo(ImgeoSinkTask.class);
        assertThat(tasks).extracting(task -> new ImgeoSinkConfig(task).task()).containsExactly(0, 1, 2);
        assertThat(tasks).allSatisfy(task -> assertThat(task).containsAllEntriesOf(Submitted.with()));
    }

    @Test
    void believesTheServerThatHasAModelWhichIsNewHere() {
        sandbox.offer(SandboxModel.of("imgeo/next", 3));

        Config told = connector.validate(atSandbox("imgeo.model", "imgeo/next"));

        assertThat(Submitted.objections(told)).isEmpty();
    }

    @Test
    void namesTheNearestOfTheServersModels() {
        sandbox.offer(SandboxModel.of("imgeo/next", 3));

        Config told = connector.validate(atSandbox("imgeo.model", "imgeo/nxt"));

        assertThat(Submitted.objections(told))
                .singleElement()
                .asString()
                .startsWith("imgeo.model: 'imgeo/nxt' is not known; did you mean imgeo/next")
                .doesNotContain("could not be asked");
    }

    @Test
    void costsNothing() {
        sandbox.offer(SandboxModel.of("imgeo/next", 3));

        var unused = connector.validate(atSandbox("imgeo.model", "imgeo/next"));

        assertThat(sandbox.ledger().entries()).isEmpty();
    }

    @Test
    @Timeout(10)
    void waitsOnlySecondsForAServerThatDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Config told = connector.validate(Submitted.with(
                    "imgeo.base.url", "http://127.0.0.1:" + silent.getLocalPort(), "imgeo.model", "imgeo/next"));

            assertThat(Submitted.objections(told)).singleElement().asString().contains("The server could not be asked");
        }
    }

    /** As PUT /connector-plugins/…/config/validate answers. */
    @Test
    void isUnderstoodByConnect() {
        Config told = connector.validate(
                Submitted.with("imgeo.count", "0", "imgeo.modle", "x", "errors.deadletterqueue.topic.name", "dead"));

        ConfigInfos infos = AbstractHerder.generateResult(
                ImgeoSinkConnector.class.getName(),
                connector.config().configKeys(),
                told.configValues(),
                new ArrayList<>(new LinkedHashSet<>(connector.config().groups())));

        assertThat(infos.errorCount()).isEqualTo(3);
        assertThat(infos.toString()).doesNotContain(Submitted.KEY);
    }

    @Test
    void offersWhatTheModelTakes() {
        Config told = connector.validate(Submitted.with("imgeo.model", "google/imagen-4"));

        assertThat(offered(told, "imgeo.model")).hasSize(14).contains("google/imagen-4");
        assertThat(offered(told, "imgeo.mode")).containsExactly("text2img");
    }

    @Test
    void offersWhatAnyModelTakesWhileNoneIsNamed() {
        Config told = connector.validate(Submitted.with());

        assertThat(offered(told, "imgeo.aspect.ratio")).hasSize(11);
        assertThat(offered(told, "imgeo.count")).isEmpty();
        assertThat(offered(told, "imgeo.mode")).containsExactly("text2img", "img2img");
        assertThat(offered(told, "imgeo.charge.key")).contains("record", "key");
        assertThat(offered(told, "imgeo.null.values")).containsExactly("skip", "report", "fail");
    }

    @Test
    void showsTheSourceImageOnlyWhereOneIsDrawnFrom() {
        ConfigValue without = Submitted.value(connector.validate(Submitted.with()), "imgeo.image");
        ConfigValue with = Submitted.value(connector.validate(Submitted.with("imgeo.mode", "img2img")), "imgeo.image");

        assertThat(without.visible()).isFalse();
        assertThat(with.visible()).isTrue();
    }

    @Test
    void showsTheNegativePromptOnlyWhereTheModelTakesOne() {
        Config any = connector.validate(Submitted.with());
        Config deaf = connector.validate(Submitted.with("imgeo.model", "black-forest-labs/flux-schnell"));

        assertThat(Submitted.value(any, "imgeo.negative.prompt").visible()).isTrue();
        assertThat(Submitted.value(deaf, "imgeo.negative.prompt").visible()).isFalse();
    }

    private Map<String, String> atSandbox(String... changes) {
        Map<String, String> options = Submitted.with(changes);
        options.put("imgeo.base.url", sandbox.baseUrl().toString());
        return options;
    }

    private static List<Object> offered(Config told, String option) {
        return Submitted.value(told, option).recommendedValues();
    }
}
