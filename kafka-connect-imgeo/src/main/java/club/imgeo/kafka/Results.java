package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Outcome;
import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes deliveries of what was drawn. Safe for use by many threads. */
final class Results {
    private final Envelopes envelopes;
    private final ResultWriter writer;

    Results(Envelopes envelopes, ResultWriter writer) {
        this.envelopes = envelopes;
        this.writer = writer;
    }

    Envelope envelope(SinkRecord record) {
        return envelopes.of(record);
    }

    /** @param prompt null where the journal has the images, and of the prompt nothing */
    Delivery delivery(Job job, Drawing drawing, @Nullable String prompt) {
        return new Delivery(
                job.place().key(),
                End.of(End.How.DELIVERED, Instant.now(), job.key()),
                bill -> written(envelopes.of(job.record()), job.place(), drawing, prompt, bill, false));
    }

    /**
     * What came to be known of a record that had been reported as in doubt. The journal has no prompts, and so the result
     * has none. Where nothing was drawn, it ends without a word: that it may have been paid for was said, and it was not.
     */
    Delivery late(Place place, @Nullable End doubt, Charge charge) {
        Outcome outcome = charge.outcome();
        Drawing drawing = outcome == null ? null : outcome.drawing();
        Envelope envelope = doubt == null ? null : doubt.envelope();
        if (!charge.state().isPaid() || drawing == null || !drawing.usable() || envelope == null) {
            return new Delivery(place.key(), End.of(End.How.REPORTED, Instant.now(), charge.key()), bill -> List.of());
        }
        return new Delivery(
                place.key(),
                End.of(End.How.DELIVERED, Instant.now(), charge.key()),
                bill -> written(envelope, place, drawing, null, bill, true));
    }

    private List<ProducerRecord<byte[], byte[]>> written(
            Envelope envelope,
            Place place,
            Drawing drawing,
            @Nullable String prompt,
            Delivery.Bill bill,
            boolean late) {
        Result result = new Result(
                place,
                drawing.images(),
                drawing.model(),
                prompt,
                drawing.aspectRatio(),
                bill.bears() ? bill.credits() : BigDecimal.ZERO,
                bill.bears() ? CreditOutcome.CHARGED : CreditOutcome.NOT_CHARGED,
                drawing.partial(),
                !bill.bears(),
                late);
        return List.of(writer.write(envelope, result));
    }
}
