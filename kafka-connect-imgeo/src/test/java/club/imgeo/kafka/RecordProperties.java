package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.InvalidRequestException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Whatever a record holds, it gives fields or is refused; nothing else is thrown. */
class RecordProperties {
    private final RecordReader strict = new RecordReader(Map.of("model", "m"), Map.of("prompt", "text"), false);
    private final RecordReader lenient = new RecordReader(Map.of("model", "m"), Map.of(), true);

    @Property(tries = 300)
    void readsOrRefusesBytes(@ForAll byte[] bytes) {
        readsOrRefuses(bytes);
    }

    @Property(tries = 300)
    void readsOrRefusesTexts(@ForAll String text) {
        readsOrRefuses(text);
        readsOrRefuses("{" + text + "}");
        readsOrRefuses("{\"prompt\": " + text + "}");
    }

    @Property(tries = 300)
    void readsOrRefusesObjects(@ForAll("objects") Object object) {
        readsOrRefuses(object);
    }

    @Property(tries = 300)
    void readsOrRefusesStructs(@ForAll("names") List<String> names, @ForAll String text) {
        SchemaBuilder schema = SchemaBuilder.struct();
        names.stream().distinct().forEach(name -> schema.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        Struct struct = new Struct(schema.build());
        names.stream().skip(1).forEach(name -> struct.put(name, text));

        readsOrRefuses(struct);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("prompt", "count", "image", "model", "text", "seed", " ", "{}")
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<Object> objects() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().asGeneric(),
                Arbitraries.of(1, 2L, 3.5, true, new byte[] {-1}, new Object()).asGeneric());
        return Arbitraries.recursive(() -> scalars, RecordProperties::holding, 0, 3);
    }

    private static Arbitrary<Object> holding(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                Arbitraries.maps(Arbitraries.of("prompt", "text", "count", "x", ""), inner)
                        .ofMaxSize(3)
                        .asGeneric(),
                inner.list().ofMaxSize(3).asGeneric());
    }

    private void readsOrRefuses(Object value) {
        for (RecordReader reader : List.of(strict, lenient)) {
            try {
                assertThat(reader.read(Records.record(value, value))).containsKey("model");
            } catch (InvalidRequestException e) {
                assertThat(e.objections()).isNotEmpty();
            }
        }
        for (String form : List.of("record", "key", "field:prompt")) {
            try {
                assertThat(ChargeKeyForm.parse(form).keyOf(Records.PLACE, Records.record(value, value)))
                        .startsWith("prompts/3/");
            } catch (InvalidRequestException e) {
                assertThat(e.objections()).hasSize(1);
            }
        }
    }
}
