package club.imgeo.benchmarks;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One way to have an image drawn. */
interface Contender extends AutoCloseable {
    String MODEL = "black-forest-labs/flux-schnell";
    /** What the name of a contender begins with that has this journal. */
    String JOURNAL = "journal:";

    /** Has {@code prompt} drawn and calls {@code done} once, with what went wrong or null. */
    void draw(String prompt, Consumer<@Nullable Throwable> done);

    @Override
    void close();

    /** What every contender has to come out with. */
    static void check(@Nullable Object firstUrl) {
        if (!(firstUrl instanceof String url) || !url.startsWith("http")) {
            throw new IllegalStateException("no image URL but " + firstUrl);
        }
    }

    static Contender of(String name, Target target, int inFlight) throws Exception {
        if (name.startsWith(JOURNAL)) {
            return CamelContender.keyed(target, inFlight, name.substring(JOURNAL.length()));
        }
        return switch (name) {
            case "imgeo" -> CamelContender.imgeo(target, inFlight);
            case "camel-http" -> CamelContender.http(target, inFlight);
            case "bare" -> new BareClient(target);
            default -> throw new IllegalArgumentException("no contender " + name);
        };
    }
}
