package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ModelCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.config.Config;

/** Whatever somebody submits gets an answer, and none that shows the key. */
class SinkValidationProperties {
    private final SinkValidation validation = new SinkValidation(variable -> null, given -> ModelCatalog.bundled());

    @Property(tries = 150)
    void answersWhateverIsSubmitted(@ForAll("junk") Map<String, String> junk) {
        Config told = validation.of(junk);

        assertThat(told.configValues())
                .extracting(value -> value.name())
                .containsAll(ImgeoSinkConfig.OPTIONS.names())
                .doesNotHaveDuplicates();
    }

    @Property(tries = 150)
    void showsTheKeyInNoObjectionWhereverItStands(@ForAll("junk") Map<String, String> junk) {
        Map<String, String> options = new HashMap<>(junk);
        options.put("imgeo.api.key", Submitted.KEY);

        Config told = validation.of(options);

        assertThat(Submitted.objections(told).toString()).doesNotContain(Submitted.KEY);
        assertThat(Submitted.value(told, "imgeo.api.key").toString()).doesNotContain(Submitted.KEY);
    }

    @Provide
    Arbitrary<Map<String, String>> junk() {
        List<String> known = List.copyOf(ImgeoSinkConfig.OPTIONS.names());
        Arbitrary<String> suffix = Arbitraries.strings().ascii().ofMaxLength(20);
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(known),
                Arbitraries.of(
                        "name",
                        "topics",
                        "topics.regex",
                        "tasks.max",
                        "errors.tolerance",
                        "imgeo.kafka.acks",
                        "errors.deadletterqueue.topic.name",
                        "camel.component.imgeo.creditBudget",
                        "camel.component.imgeo.modelValidation",
                        "camel.component.imgeo.maxCount",
                        "camel.component.imgeo.proxy"),
                suffix.map(end -> "imgeo." + end),
                suffix.map(end -> "imgeo.kafka." + end),
                suffix.map(end -> "camel.component.imgeo." + end),
                Arbitraries.strings().ofMaxLength(20));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.of(
                        "",
                        " ",
                        "-1",
                        "0",
                        "99999999999999999999",
                        "1e9",
                        "true",
                        "all",
                        "field:",
                        "field:prompt",
                        "16:9",
                        "img2img",
                        "google/imagen-4",
                        "imagen",
                        "http://",
                        "https://[",
                        "http://localhost:99999",
                        "java.lang.String",
                        "java.lang.",
                        "(a",
                        ",",
                        "a,b",
                        "host:1",
                        "$",
                        "\0",
                        "host:99999999999"),
                Arbitraries.strings().ascii().ofMaxLength(8).map(around -> around + Submitted.KEY + around),
                Arbitraries.just(Submitted.KEY));
        return Arbitraries.maps(names, values.injectNull(0.05)).ofMaxSize(25);
    }
}
