package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.ChargeKeys;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PlaceTest {
    @Test
    void isWhereTheRecordWasBeforeTransformations() {
        Place place = Place.of(Records.transformed(Records.record("k", "a fox")));

        assertThat(place).isEqualTo(Records.PLACE);
        assertThat(place.key()).isEqualTo("prompts/3/1207@1767225600000");
    }

    @Test
    void leavesATimestampOutThatIsNotThere() {
        assertThat(new Place("prompts", 0, 7, null).key()).isEqualTo("prompts/0/7");
    }

    @Test
    void shortensTopicsThatWouldNotFitAndTellsThemApartAllTheSame() {
        String fits = "t".repeat(100);
        String first = "t".repeat(249);
        String second = "t".repeat(248) + "u";

        assertThat(Place.prefix(fits, 0)).isEqualTo(fits + "/0/");
        assertThat(Place.prefix(first, 0))
                .isEqualTo("t".repeat(60) + "~" + Sha256.of(first).substring(0, 32) + "/0/")
                .isNotEqualTo(Place.prefix(second, 0));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
    void hasAKeyThatEveryJournalTakes(
            @ForAll @StringLength(min = 1, max = 249) @CharRange(from = 'a', to = 'z') @Chars({'.', '_', '-', 'Z', '9'})
                    String topic,
            @ForAll @IntRange(min = 1) int partition,
            @ForAll @LongRange(min = 0) long offset,
            @ForAll long timestamp) {
        Place place = new Place(topic, partition, offset, timestamp);

        assertThat(ChargeKeys.checked(place.key()))
                .startsWith(Place.prefix(topic, partition))
                .endsWith("/" + offset + "@" + timestamp);
        assertThat(place.key()).doesNotStartWith(Place.prefix(topic, partition / 10));
    }
}
