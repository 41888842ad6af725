package club.imgeo.kafka;

import static club.imgeo.kafka.Charges.DOUBT;
import static club.imgeo.kafka.Charges.DRAWN;
import static club.imgeo.kafka.Charges.GIVEN_BACK;
import static club.imgeo.kafka.Charges.NOON;
import static club.imgeo.kafka.Charges.REFUSED;
import static club.imgeo.kafka.Charges.ended;
import static club.imgeo.kafka.Charges.intent;
import static club.imgeo.kafka.Charges.open;
import static club.imgeo.kafka.Charges.word;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Charge;
import club.imgeo.charge.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The books are what the latest entries of the log say, whatever else it says, and however much of it is left. */
class BooksProperties {
    private static final String PREFIX = "prompts/0/";
    private static final List<String> PLACES =
            List.of("prompts/0/0@1", "prompts/0/1@1", "prompts/0/2", "prompts/0/10@5", "prompts/1/1@1");
    private static final List<String> KEYS =
            List.of("prompts/0/=a", "prompts/0/=b", "prompts/0/0@1", "prompts/00/=a", "prompts/1/=a");
    private static final List<Outcome> FACTS = List.of(DRAWN, REFUSED, GIVEN_BACK);

    /** An entry of the log. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Entry(EntryKey key, byte @Nullable [] value) {
        static Entry of(Charge charge) {
            return new Entry(Books.keyOf(charge), ChargeJson.write(charge));
        }

        static Entry of(String place, End end) {
            return new Entry(EntryKey.end(place), end.toJson());
        }

        @Override
        public String toString() {
            return key + "=" + (value == null ? null : new String(value, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** All that anybody can ask of the books. */
    record Answers(
            Map<String, List<Charge>> charges,
            Set<Charge> all,
            Map<String, End> ends,
            Map<String, Delivery.Bill> bills,
            Map<String, Instant> open,
            Map<String, Charge> late,
            Set<EntryKey> forgettable,
            Map<String, End> endedFrom) {
        static Answers of(Books books) {
            Map<String, List<Charge>> charges = new HashMap<>();
            Map<String, Delivery.Bill> bills = new HashMap<>();
            for (String key : KEYS) {
                charges.put(key, books.charges(key));
                for (End.How how : End.How.values()) {
                    bills.put(how + " " + key, books.bill(key, how));
                }
            }
            Map<String, End> ends = new HashMap<>();
            PLACES.forEach(place -> ends.put(place, books.end(place)));
            return new Answers(
                    charges,
                    new HashSet<>(books.all()),
                    ends,
                    bills,
                    books.open(),
                    books.late(),
                    Set.copyOf(books.forgettable(NOON, offset -> offset < 2)),
                    books.endedFrom(2));
        }
    }

    private static Books books(List<Entry> log) {
        Books books = new Books(PREFIX);
        log.forEach(entry -> books.apply(entry.key, entry.value));
        return books;
    }

    @Property(tries = 500)
    void readACompactedLogAsTheWholeOne(
            @ForAll("logs") List<Entry> log, @ForAll @IntRange(max = 40) int cleaned, @ForAll boolean tombstonesToo) {
        int dirty = Math.min(cleaned, log.size());
        List<Entry> compacted = compacted(log.subList(0, dirty), tombstonesToo);
        compacted.addAll(log.subList(dirty, log.size()));

        assertThat(Answers.of(books(compacted))).isEqualTo(Answers.of(books(log)));
    }

    /** The latest of each key, where it stood. */
    private static List<Entry> compacted(List<Entry> log, boolean tombstonesToo) {
        Map<EntryKey, Entry> latest = new LinkedHashMap<>();
        for (Entry entry : log) {
            latest.remove(entry.key);
            latest.put(entry.key, entry);
        }
        List<Entry> left = new ArrayList<>(latest.values());
        if (tombstonesToo) {
            left.removeIf(entry -> entry.value == null);
        }
        return left;
    }

    @Property(tries = 200)
    void knowNothingOfOtherPartitions(@ForAll("logs") List<Entry> log) {
        Books books = books(log);

        assertThat(books.all()).allMatch(charge -> charge.key().startsWith(PREFIX));
        assertThat(books.endedFrom(0).keySet()).allMatch(place -> place.startsWith(PREFIX));
        List<Entry> own =
                log.stream().filter(entry -> entry.key.of().startsWith(PREFIX)).toList();
        assertThat(Answers.of(books(own))).isEqualTo(Answers.of(books));
    }

    @Property(tries = 200)
    void letAFactWinOverDoubtsWheneverTheyCome(
            @ForAll("facts") Outcome fact, @ForAll @IntRange(max = 3) int doubtsBefore, @ForAll boolean words) {
        Charge intent = open(intent(KEYS.get(0)), 1);
        Charge known = ended(intent, fact);
        List<Entry> log = new ArrayList<>(List.of(Entry.of(intent), Entry.of(known)));
        Entry doubt = Entry.of(ended(intent, words ? word(DRAWN) : DOUBT));
        log.add(Math.min(doubtsBefore, 2), doubt);
        log.add(doubtsBefore == 3 ? 0 : log.size(), doubt);

        assertThat(books(log).charges(KEYS.get(0))).containsExactly(known);
    }

    @Property(tries = 200)
    void letADoubtWinOverAnIntentWheneverTheyCome(@ForAll boolean first) {
        Charge intent = open(intent(KEYS.get(0)), 1);
        Charge doubt = ended(intent, DOUBT);
        List<Entry> log = new ArrayList<>(List.of(Entry.of(intent), Entry.of(doubt)));
        if (first) {
            Collections.reverse(log);
        }

        assertThat(books(log).charges(KEYS.get(0))).containsExactly(doubt);
        assertThat(books(log).open())
                .containsExactly(Map.entry(KEYS.get(0), intent.intent().deadline()));
    }

    @Property(tries = 300)
    void waitForWhatIsNotSettled(@ForAll("logs") List<Entry> log) {
        Books books = books(log);

        Set<String> unsettled = new HashSet<>();
        books.all().stream().filter(charge -> !charge.isSettled()).forEach(charge -> unsettled.add(charge.key()));
        assertThat(books.open().keySet()).isEqualTo(unsettled);
    }

    @Property(tries = 300)
    void findExactlyTheDoubtsWhoseFactIsKnown(@ForAll("logs") List<Entry> log) {
        Books books = books(log);

        Set<String> expected = new HashSet<>();
        books.endedFrom(0).forEach((place, end) -> {
            if (end.how() == End.How.IN_DOUBT && end.charge() != null) {
                List<Charge> charges = books.charges(end.charge());
                boolean paid = charges.stream()
                        .anyMatch(charge -> charge.isSettled() && charge.state().isPaid());
                // A refusal of one attempt says nothing of another that may have been paid for.
                if (paid || (!charges.isEmpty() && charges.stream().allMatch(Charge::isSettled))) {
                    expected.add(place);
                }
            }
        });
        assertThat(books.late().keySet()).isEqualTo(expected);
        assertThat(books.late().values()).allMatch(Charge::isSettled);
    }

    @Property(tries = 300)
    void tellWhatEndedAtAnOffsetOrLater(@ForAll("logs") List<Entry> log, @ForAll @IntRange(max = 11) int from) {
        Books books = books(log);

        Set<String> later = new HashSet<>();
        for (String place : PLACES) {
            if (books.end(place) != null && Place.offset(place) >= from) {
                later.add(place);
            }
        }
        assertThat(books.endedFrom(from).keySet()).isEqualTo(later);
    }

    @Property(tries = 500)
    void forgetWhatEndedLongAgoAndIsCommittedAndNothingElse(
            @ForAll("logs") List<Entry> log, @ForAll @IntRange(max = 11) int committed) {
        Books books = books(log);
        Map<String, End> ends = books.endedFrom(0);

        List<EntryKey> old = books.forgettable(NOON, offset -> offset < committed);

        for (EntryKey each : old) {
            if (each.kind() == EntryKey.Kind.END) {
                End end = Objects.requireNonNull(ends.get(each.of()));
                assertThat(end.how()).isNotEqualTo(End.How.REOPENED);
                assertThat(end.at()).isBefore(NOON);
                assertThat(Place.offset(each.of())).isLessThan(committed);
                assertThat(end.charge() == null ? List.<Charge>of() : books.charges(end.charge()))
                        .noneMatch(charge -> charge.state().isOpen());
            } else {
                List<String> on = ends.entrySet().stream()
                        .filter(end -> each.of().equals(end.getValue().charge()))
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(on).isNotEmpty().allMatch(place -> old.contains(EntryKey.end(place)));
            }
        }
        old.forEach(each -> books.apply(each, null));
        assertThat(books.forgettable(NOON, offset -> offset < committed)).isEmpty();
    }

    @Property(tries = 500)
    void haveTheCreditsOfAChargeBorneOnce(@ForAll("steps") List<Step> steps) {
        String key = KEYS.get(0);
        List<Entry> log = new ArrayList<>(List.of(Entry.of(ended(open(intent(key), 1), DRAWN))));
        int borne = 0;
        int ended = 0;

        for (Step step : steps) {
            Books books = books(log);
            if (books.charges(key).isEmpty()) {
                return; // forgotten, as it should be; who asks for it now pays for another
            }
            String place = PLACES.get(step.place);
            End before = books.end(place);
            if (step.what == What.FORGET) {
                books.forgettable(NOON, offset -> offset <= Place.offset(place))
                        .forEach(each -> log.add(new Entry(each, null)));
            } else if (step.what == What.REOPEN && before != null) {
                log.add(Entry.of(place, before.reopened(NOON)));
            } else if (step.what == What.END && (before == null || before.how() == End.How.REOPENED)) {
                Instant at = step.longAgo ? NOON.minusSeconds(1) : NOON;
                Delivery.Bill bill = books.bill(key, End.How.DELIVERED);
                log.add(Entry.of(place, books.billed(place, End.of(End.How.DELIVERED, at, key), bill)));
                ended++;
                borne += bill.bears() ? 1 : 0;
                assertThat(bill.credits() != null).isEqualTo(bill.bears());
            }
        }

        assertThat(borne).isEqualTo(Math.min(1, ended));
    }

    /** What happens to the records that stand on one charge. */
    enum What {
        END,
        REOPEN,
        FORGET
    }

    record Step(What what, int place, boolean longAgo) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 3), Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Outcome> facts() {
        return Arbitraries.of(FACTS);
    }

    @Provide
    Arbitrary<List<Entry>> logs() {
        Arbitrary<String> keys = Arbitraries.of(KEYS);
        Arbitrary<Integer> attempts = Arbitraries.of(1, 2);
        Arbitrary<Outcome> outcomes = Arbitraries.of(DRAWN, REFUSED, GIVEN_BACK, DOUBT, word(DRAWN), word(REFUSED));
        Arbitrary<Entry> intents =
                Combinators.combine(keys, attempts).as((key, attempt) -> Entry.of(open(intent(key), attempt)));
        Arbitrary<Entry> ended = Combinators.combine(keys, attempts, outcomes)
                .as((key, attempt, outcome) -> Entry.of(ended(open(intent(key), attempt), outcome)));
        Arbitrary<Entry> ends = Combinators.combine(
                        Arbitraries.of(PLACES),
                        Arbitraries.of(End.How.class),
                        Arbitraries.of(NOON.minusSeconds(1), NOON),
                        keys.injectNull(0.2),
                        Arbitraries.of(true, false))
                .as((place, how, at, charge, billed) -> Entry.of(place, new End(how, at, charge, billed, null)));
        Arbitrary<Entry> gone = Combinators.combine(
                        Arbitraries.of(EntryKey.Kind.CHARGE, EntryKey.Kind.DOUBT, EntryKey.Kind.END),
                        attempts,
                        keys,
                        Arbitraries.of(PLACES))
                .as((kind, attempt, key, place) -> new Entry(
                        kind == EntryKey.Kind.END ? EntryKey.end(place) : new EntryKey(kind, attempt, key), null));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(2, intents),
                        net.jqwik.api.Tuple.of(3, ended),
                        net.jqwik.api.Tuple.of(4, ends),
                        net.jqwik.api.Tuple.of(2, gone))
                .list()
                .ofMaxSize(40);
    }
}
