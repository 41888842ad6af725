package club.imgeo.quickstart.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A record of the result topic. */
record Drawn(Source source, List<String> images, String prompt, BigDecimal credits) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Drawn {
        images = List.copyOf(images);
    }

    static Drawn read(byte[] value) {
        try {
            JsonNode result = JSON.readTree(value);
            List<String> images = new ArrayList<>();
            result.path("images").forEach(image -> images.add(image.asText()));
            return new Drawn(
                    new Source(
                            result.path("topic").asText(),
                            result.path("partition").asInt(),
                            result.path("offset").asLong()),
                    images,
                    result.path("prompt").asText(),
                    result.path("credits_used").decimalValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
