package club.imgeo.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last lines. */
final class Summary {
    private final Notes notes;
    private final Progress progress;

    Summary(Notes notes, Progress progress) {
        this.notes = notes;
        this.progress = progress;
    }

    /** @throws IllegalStateException with all that went wrong, after the rest was told */
    void tell(Stage stage, Path page) {
        List<String> failures = new ArrayList<>(notes.failures);
        Bill bill = notes.bill();
        if (bill != null) {
            progress.say("");
            progress.say(Progress.count(notes.pictures.size(), "image") + ", " + Progress.credits(bill.spent())
                    + " spent, " + Progress.count(bill.refunds(), "refund") + " of " + Progress.credits(bill.refunded())
                    + ", " + Progress.credits(bill.after()) + " left.");
            try {
                progress.say(stage.audit(bill));
            } catch (IllegalStateException e) {
                failures.add(e.getMessage());
            }
            notes.notDrawn.forEach(this::tell);
            progress.say("Gallery: " + page.toAbsolutePath().normalize().toUri());
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(String.join(System.lineSeparator(), failures));
        }
    }

    private void tell(NotDrawn prompt) {
        progress.say(prompt.sentence() + ": " + prompt.prompt());
        prompt.reasons().forEach(progress::because);
    }
}
