package club.imgeo.kafka;

import java.time.Duration;
import java.util.List;

/** What is paid for once has a key that may be kept, and is kept as long as a call can take. */
final class PaymentCheck {
    private PaymentCheck() {}

    static void check(Given given, Objections objections) {
        String key = given.text(SinkOptions.CHARGE_KEY);
        if (!ChargeKeyOption.isValid(key == null ? "" : key)) {
            objections.add(
                    SinkOptions.CHARGE_KEY, "give record, key, or field:NAME with the name of a field of the records");
        } else if (key != null && key.startsWith(ChargeKeyOption.FIELD)) {
            checkField(key.substring(ChargeKeyOption.FIELD.length()), given, objections);
        }
        if (given.value(SinkOptions.JOURNAL_RETENTION) instanceof Long retention
                && given.value(SinkOptions.REQUEST_TIMEOUT) instanceof Long timeout
                && retention > 0
                && retention <= timeout) {
            objections.add(
                    SinkOptions.JOURNAL_RETENTION,
                    retention + " is not longer than " + SinkOptions.REQUEST_TIMEOUT + "=" + timeout
                            + ", so a record would be forgotten while it is drawn; give days, such as "
                            + Duration.ofDays(7).toMillis() + ", or 0 for ever");
        }
    }

    private static void checkField(String field, Given given, Objections objections) {
        for (String text : List.of("prompt", "negative_prompt")) {
            if (field.strip().equals(RecordsCheck.name(given, text))) {
                objections.add(
                        SinkOptions.CHARGE_KEY,
                        "the field " + field + " holds a prompt, and the journal must not; name a field that tells"
                                + " requests apart, such as field:id, or set record");
            }
        }
    }
}
