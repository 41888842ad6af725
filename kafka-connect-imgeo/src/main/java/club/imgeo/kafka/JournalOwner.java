package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The entry that says which connector a journal belongs to. A connector cannot see its Connect cluster, so clusters are
 * told apart by what two of them must not have in common under one journal.
 *
 * @param partitions of the journal; the place of an entry depends on it
 * @param api the address that pays; null in an entry of a version that did not write it
 * @param group the consumer group that the source offsets belong to; null in the same case
 * @param id made anew with each entry, so that a takeover names one state of the ownership and no later one
 */
record JournalOwner(
        int version,
        String connector,
        int partitions,
        @Nullable String api,
        @Nullable String group,
        @Nullable String id) {
    /**
     * A connector that wants the journal.
     *
     * @param takeover the id of the owner that it replaces on purpose; null if none
     */
    record Claimant(
            String connector,
            String api,
            String group,
            @Nullable String takeover) {
        JournalOwner owner(int partitions) {
            return new JournalOwner(
                    Charge.VERSION,
                    connector,
                    partitions,
                    api,
                    group,
                    UUID.randomUUID().toString());
        }
    }

    byte[] toJson() {
        ObjectNode json = Json.object();
        json.put("version", version).put("connector", connector).put("partitions", partitions);
        json.put("api", api).put("group", group).put("id", id);
        return Json.bytes(json);
    }

    /** @throws IllegalArgumentException if it is the entry of no journal */
    static JournalOwner parse(byte[] value) {
        try {
            JsonNode json = Json.read(value);
            return new JournalOwner(
                    json.required("version").asInt(),
                    json.required("connector").asText(),
                    json.required("partitions").asInt(),
                    json.path("api").textValue(),
                    json.path("group").textValue(),
                    json.path("id").textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns whether the claimant replaces this entry by its own: one that says too little, or the one it names. */
    boolean isReplacedBy(Claimant claimant, int partitionsNow) {
        boolean sameJournal =
                version == Charge.VERSION && connector.equals(claimant.connector) && partitions == partitionsNow;
        boolean saysTooLittle = api == null || group == null || id == null;
        boolean handedOver = id != null
                && id.equals(claimant.takeover)
                && !differences(claimant).isEmpty();
        return sameJournal && (saysTooLittle || handedOver);
    }

    /** @throws ConnectException that says what differs, and what to do */
    void check(String topic, int partitionsNow, Claimant claimant) {
        if (version != Charge.VERSION) {
            throw new ConnectException("imgeo.journal.topic: " + topic + " is a journal of version " + version
                    + ", and this connector knows version " + Charge.VERSION
                    + "; run the version of the connector that wrote it, or give another topic");
        }
        if (!connector.equals(claimant.connector)) {
            throw new ConnectException("imgeo.journal.topic: " + topic + " is the journal of the connector " + connector
                    + "; two must not share one, so give this one another");
        }
        if (partitions != partitionsNow) {
            throw new ConnectException("imgeo.journal.topic: " + topic + " was begun with " + partitions
                    + " partitions and has " + partitionsNow
                    + " now, so that what was paid for would not be found; give another topic, and let the old one"
                    + " finish what it has");
        }
        List<String> differences = differences(claimant);
        if (!differences.isEmpty()) {
            throw new ConnectException("imgeo.journal.topic: " + topic + " is the journal of another connector with the"
                    + " name " + connector + ", probably in another Connect cluster: "
                    + String.join(" and ", differences)
                    + ". Two connectors must not share a journal: set imgeo.journal.topic to a topic of its own, or give"
                    + " this connector another name. If you changed these options of the same connector on purpose, make"
                    + " sure that it runs nowhere else, and set imgeo.journal.takeover=" + id);
        }
    }

    private List<String> differences(Claimant claimant) {
        List<String> differences = new ArrayList<>();
        if (!claimant.api.equals(api)) {
            differences.add("its imgeo.base.url is " + api + ", and here it is " + claimant.api);
        }
        if (!claimant.group.equals(group)) {
            differences.add("its consumer group is " + group + ", and here it is " + claimant.group);
        }
        return differences;
    }
}
