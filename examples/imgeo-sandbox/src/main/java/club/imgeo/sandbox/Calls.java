package club.imgeo.sandbox;

import club.imgeo.sandbox.Call.End;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The calls that are under way, and the last that ended: what somebody sees who watches. */
final class Calls {
    static final int SHOWN = 12;

    private final Clock clock;
    private final Set<Call> underWay = new LinkedHashSet<>();
    private final Deque<Call> ended = new ArrayDeque<>();
    private final Map<End, Long> ends = new EnumMap<>(End.class);
    private long begun;

    Calls(Clock clock) {
        this.clock = clock;
    }

    synchronized Call begin(Endpoint endpoint) {
        Call call = new Call(++begun, endpoint, clock.instant());
        underWay.add(call);
        return call;
    }

    /** @param status what went out complete, or 0 */
    synchronized void end(Call call, int status) {
        if (!underWay.remove(call)) {
            return;
        }
        End end = call.end(status, clock.instant());
        if (call.endpoint() == Endpoint.GENERATE) {
            ends.merge(end, 1L, Long::sum);
        }
        ended.addFirst(call);
        if (ended.size() > SHOWN) {
            ended.removeLast();
        }
    }

    /** Those under way, the longest first, then those that ended, the latest first. */
    synchronized ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode().put("under_way", underWay.size());
        for (End end : End.values()) {
            json.put(end.name().toLowerCase(Locale.ROOT), ends.getOrDefault(end, 0L));
        }
        ArrayNode calls = json.putArray("calls");
        Iterator<Call> oldest = underWay.iterator();
        while (oldest.hasNext() && calls.size() < SHOWN) {
            calls.add(oldest.next().json());
        }
        ended.forEach(call -> calls.add(call.json()));
        return json;
    }
}
