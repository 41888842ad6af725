package club.imgeo.quickstart.kafka;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record of the error topic.
 *
 * @param outcome what became of the credits: {@code NOT_CHARGED}, {@code REFUNDED}, {@code CHARGED} or {@code UNKNOWN}
 * @param value what was asked for, as it came
 */
record NotDrawn(Source source, String outcome, BigDecimal credits, String reason, String value) {

    static NotDrawn read(Headers headers, byte[] value) {
        String credits = text(headers, "imgeo.credits");
        return new NotDrawn(
                new Source(
                        text(headers, "imgeo.topic"),
                        Integer.parseInt(text(headers, "imgeo.partition")),
                        Long.parseLong(text(headers, "imgeo.offset"))),
                text(headers, "imgeo.credit.outcome"),
                credits.isEmpty() ? BigDecimal.ZERO : new BigDecimal(credits),
                text(headers, "imgeo.reason"),
                new String(value, StandardCharsets.UTF_8));
    }

    boolean isInDoubt() {
        return outcome.equals("UNKNOWN");
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
