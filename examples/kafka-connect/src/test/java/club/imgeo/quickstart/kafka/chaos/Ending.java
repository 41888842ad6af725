package club.imgeo.quickstart.kafka.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What came of a prompt: a result or a report.
 *
 * @param outcome of the credits, as the sink has it
 * @param late whether it is the fact that came after a doubt was reported
 */
record Ending(String prompt, boolean drawn, String outcome, BigDecimal credits, boolean replayed, boolean late) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param prompts by place, since the result of a fact that came late has none */
    static Ending result(ConsumerRecord<byte[], byte[]> record, Function<Place, String> prompts) {
        try {
            JsonNode result = JSON.readTree(record.value());
            String prompt = prompts.apply(new Place(
                    result.path("partition").asInt(), result.path("offset").asLong()));
            boolean late = result.path("late").asBoolean();
            if (!late && !prompt.equals(result.path("prompt").asText())) {
                throw new IllegalStateException("the result of " + prompt + " says " + result);
            }
            return new Ending(
                    prompt,
                    true,
                    result.path("credit_outcome").asText(),
                    result.path("credits_used").decimalValue(),
                    result.path("replayed").asBoolean(),
                    late);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Ending report(ConsumerRecord<byte[], byte[]> record) {
        String credits = header(record, "imgeo.credits");
        return new Ending(
                new String(record.value(), StandardCharsets.UTF_8),
                false,
                header(record, "imgeo.credit.outcome"),
                credits.isEmpty() ? BigDecimal.ZERO : new BigDecimal(credits),
                false,
                false);
    }

    boolean isInDoubt() {
        return !drawn && outcome.equals("UNKNOWN");
    }

    /** Whether it says for certain that credits are gone. */
    boolean bears() {
        return !isInDoubt() && credits.signum() > 0;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
