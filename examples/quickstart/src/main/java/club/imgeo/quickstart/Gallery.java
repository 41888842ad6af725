package club.imgeo.quickstart;

import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import club.imgeo.quickstart.NotDrawn.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The other end of the route's callbacks: notes what becomes of each prompt, and says it as it happens. */
final class Gallery {
    private static final String GENERATION = "generation";

    private final Notes notes;
    private final Progress progress;

    Gallery(Notes notes, Progress progress) {
        this.notes = notes;
        this.progress = progress;
    }

    List<Quote> quotes() {
        return notes.quotes;
    }

    void quoted(Exchange exchange) {
        Quote quote = exchange.getMessage().getBody(Quote.class);
        notes.quotes.add(quote);
        progress.event("quoted", quote);
    }

    /** Says what it will cost, before the first credit is spent. */
    void total(Exchange exchange) {
        int images =
                notes.quotes.stream().mapToInt(quote -> quote.request().count()).sum();
        progress.say(Progress.count(images, "image") + " would cost " + Progress.credits(notes.total())
                + "; the account has " + Progress.credits(exchange.getVariable("before", BigDecimal.class)) + ".");
        progress.say("");
    }

    void drawn(Exchange exchange) {
        Generation generation = exchange.getMessage().getBody(Generation.class);
        exchange.setProperty(GENERATION, generation);
        notes.spend(generation.creditsUsed());
        progress.event("drawn", generation);
    }

    void downloaded(Exchange exchange) {
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        Generation generation = exchange.getProperty(GENERATION, Generation.class);
        Picture picture = Picture.named(notes.pictures.size() + 1, type, generation);
        notes.pictures.add(picture);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, picture.file());
    }

    /** Before another attempt, which the route makes only where it is free. */
    void again(Exchange exchange) {
        ImgeoException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ImgeoException.class);
        if (exchange.getMessage().getBody() instanceof Quote quote) {
            progress.event(notes.refund(failure, quote) ? "refunded" : "again", quote);
        }
        progress.because(failure.getMessage() + "; once more");
    }

    /** A broken rule and an empty purse are told and no failure of the job; all else is one. */
    void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String reason = String.valueOf(failure.getMessage());
        Object body = exchange.getMessage().getBody();
        if (failure instanceof InvalidRequestException refusal && body instanceof Map<?, ?> row) {
            leaveOut(Verdict.REFUSED, row, refusal.objections());
        } else if (failure instanceof InsufficientCreditsException && body instanceof Quote quote) {
            leaveOut(Verdict.UNPAID, quote.request().fields(), List.of(reason));
        } else {
            fail(exchange, failure, reason);
        }
    }

    private void leaveOut(Verdict verdict, Map<?, ?> fields, List<String> reasons) {
        notes.notDrawn.add(new NotDrawn(verdict, String.valueOf(fields.get("prompt")), reasons));
        progress.event(verdict.word, null, fields);
        reasons.forEach(progress::because);
    }

    private void fail(Exchange exchange, Throwable failure, String reason) {
        Generation paid = exchange.getProperty(GENERATION, Generation.class);
        if (paid != null) {
            int image = exchange.getProperty(Exchange.SPLIT_INDEX, 0, int.class);
            notes.failures.add("paid for and not downloaded: " + paid.images().get(image) + ": " + reason);
            return;
        }
        if (exchange.getMessage().getBody() instanceof Quote quote) {
            if (failure instanceof ImgeoException attempt) {
                notes.refund(attempt, quote);
            }
            leaveOut(Verdict.FAILED, quote.request().fields(), List.of(reason));
        }
        notes.failures.add(reason);
    }

    /** The last step: the page. */
    String page(Exchange exchange) {
        Bill bill = notes.close(
                exchange.getVariable("before", BigDecimal.class), exchange.getVariable("after", BigDecimal.class));
        return Page.html(notes, bill);
    }
}
