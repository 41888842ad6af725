package club.imgeo.kafka;

import java.util.List;
import java.util.Map;

/** Nothing that is passed on to the connector's own clients breaks what they promise each other. */
final class KafkaClientCheck {
    private static final String PER_PARTITION =
            "the connector has one for each partition, by which a new owner fences" + " the old; leave it out";
    private static final String NO_GROUP = "the connector's own consumers are in no group; leave it out, and for the"
            + " records' set " + SinkOptions.GROUP_ID;
    private static final String BYTES =
            "the connector reads and writes bytes; leave it out, and for results set " + SinkOptions.RESULT_CONVERTER;

    /** Names, to why nobody sets them. */
    private static final Map<String, String> NEVER = Map.of(
            "transactional.id", PER_PARTITION,
            "group.id", NO_GROUP,
            "group.instance.id", NO_GROUP,
            "key.serializer", BYTES,
            "value.serializer", BYTES,
            "key.deserializer", BYTES,
            "value.deserializer", BYTES);

    /** Names, to the values that do no harm. */
    private static final Map<String, List<String>> ONLY = Map.of(
            "acks", List.of("all", "-1"),
            "enable.idempotence", List.of("true"),
            "isolation.level", List.of("read_committed"),
            "enable.auto.commit", List.of("false"));

    private KafkaClientCheck() {}

    static void check(Given given, Objections objections) {
        given.under(SinkOptions.KAFKA).forEach((name, value) -> {
            String why = NEVER.get(name);
            if (why != null) {
                objections.add(SinkOptions.KAFKA + name, why);
            }
            List<String> allowed = ONLY.get(name);
            if (allowed != null && allowed.stream().noneMatch(value.strip()::equalsIgnoreCase)) {
                objections.add(
                        SinkOptions.KAFKA + name,
                        "anything but " + allowed.get(0) + " could pay twice or lose what was paid for; leave it out");
            }
        });
    }
}
