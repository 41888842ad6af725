package club.imgeo.kafka;

import java.util.List;

/** No option has Kafka's classes resolve anything, or takes from Connect's own clients what the sink's promises rest on. */
final class ConnectCheck {
    private static final String PROVIDERS = "a connector defines no config providers; define them in the worker's own"
            + " properties, and refer to them here, as in ${file:/run/secrets/imgeo.properties:key}";

    private ConnectCheck() {}

    static void check(Given given, Objections objections) {
        given.names().stream()
                .filter(name -> ("." + name + ".").contains(".config.providers."))
                .forEach(name -> objections.add(name, PROVIDERS));
        checkValue(
                "consumer.override.group.protocol",
                List.of("classic", "consumer"),
                "in a share group no task owns a partition, and paying once relies on that",
                given,
                objections);
        checkValue(
                "consumer.override.enable.auto.commit",
                List.of("false"),
                "otherwise offsets move past records that have not ended, and these are lost",
                given,
                objections);
        checkValue(
                "producer.override.acks",
                List.of("all", "-1"),
                "otherwise a report in the dead letter queue can be lost after the offset has moved past its record",
                given,
                objections);
    }

    private static void checkValue(
            String option, List<String> allowed, String why, Given given, Objections objections) {
        String value = given.raw(option);
        if (value != null && allowed.stream().noneMatch(value::equalsIgnoreCase)) {
            objections.add(option, "only " + String.join(" or ", allowed) + " is allowed; " + why);
        }
    }
}
