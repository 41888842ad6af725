package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.MemoryJournal;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.ImgeoException;
import club.imgeo.sandbox.Sandbox;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The component inside of a task. */
class ImgeoTest {
    private static final Map<String, Object> TWO_FOXES =
            Map.of("model", "black-forest-labs/flux-schnell", "prompt", "two foxes", "count", 2);

    @Test
    void resolvesNothingInWhatARecordOrAnOptionSays() throws Exception {
        String prompt = "a fox {{sys:user.home}} ${sys.user.home} {{env:PATH}} #bean:camelContext";
        try (Sandbox sandbox = Sandbox.start()) {
            ImgeoSinkConfig config = new ImgeoSinkConfig(Submitted.with(
                    "name", "{{sys:user.home}}",
                    "imgeo.base.url", sandbox.baseUrl().toString(),
                    "imgeo.api.key", sandbox.signUp()));

            try (Imgeo imgeo = Imgeo.start(config, new MemoryJournal())) {
                assertThat(imgeo.generate(
                                Map.of("model", "black-forest-labs/flux-schnell", "prompt", prompt),
                                "{{sys:user.home}}"))
                        .succeedsWithin(Pipeline.SOON);
            }
            assertThat(sandbox.ledger().prompts()).containsExactly(prompt);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "creditCheck, live, CHARGED",
        "credit-check, off, CHARGED",
        "modelValidation, lenient, CHARGED",
        "connect-timeout, 2s, CHARGED",
        "connectTimeout, 2000, CHARGED",
        "allowPlainHttp, true, CHARGED",
        "creditBudgetWindow, 1d, CHARGED",
        "creditBudget, 2, CHARGED",
        "creditBudget, 1, NOT_CHARGED",
        "maxCount, 2, CHARGED",
        "max-count, 1, NOT_CHARGED"
    })
    void obeysTheOptionsOfTheComponent(String option, String value, CreditOutcome outcome) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            ImgeoSinkConfig config = new ImgeoSinkConfig(Submitted.with(
                    "imgeo.base.url",
                    sandbox.baseUrl().toString(),
                    "imgeo.api.key",
                    sandbox.signUp(),
                    "camel.component.imgeo." + option,
                    value));

            try (Imgeo imgeo = Imgeo.start(config, new MemoryJournal())) {
                if (outcome == CreditOutcome.CHARGED) {
                    assertThat(imgeo.generate(TWO_FOXES, "k"))
                            .succeedsWithin(Pipeline.SOON)
                            .extracting(answer -> answer.generation().images())
                            .asInstanceOf(InstanceOfAssertFactories.LIST)
                            .hasSize(2);
                } else {
                    assertThat(imgeo.generate(TWO_FOXES, "k"))
                            .failsWithin(Pipeline.SOON)
                            .withThrowableThat()
                            .havingCause()
                            .isInstanceOfSatisfying(ImgeoException.class, refused -> assertThat(refused.creditOutcome())
                                    .isEqualTo(outcome));
                }
            }
            assertThat(sandbox.ledger().net()).isEqualTo(outcome == CreditOutcome.CHARGED ? 2 : 0);
        }
    }
}
