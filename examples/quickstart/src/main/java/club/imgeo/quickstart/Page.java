package club.imgeo.quickstart;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.StringWriter;
import java.util.Map;

/** The page, from {@code gallery.mustache}, which escapes all that is filled in. */
final class Page {
    private static final Mustache TEMPLATE = new DefaultMustacheFactory().compile("gallery.mustache");

    private Page() {}

    static String html(Notes notes, Bill bill) {
        String pictures = Progress.count(notes.pictures.size(), "picture");
        Map<String, Object> values = Map.of(
                "title",
                pictures + " for " + Progress.credits(bill.spent()),
                "refunds",
                Progress.count(bill.refunds(), "refund"),
                "left",
                Progress.credits(bill.after()),
                "pictures",
                notes.pictures,
                "incomplete",
                !notes.notDrawn.isEmpty(),
                "notDrawn",
                notes.notDrawn);
        return TEMPLATE.execute(new StringWriter(), values).toString();
    }
}
