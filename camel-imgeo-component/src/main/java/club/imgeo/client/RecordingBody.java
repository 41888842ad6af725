package club.imgeo.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A request body that knows how much of itself was handed over, and that hands over nothing any more once it was asked:
 * an attempt that we have called "not sent" can't be sent behind our back.
 */
final class RecordingBody implements BodyPublisher {
    private final BodyPublisher body;
    private final long length;
    private long handedOver;
    private boolean subscribed;
    private boolean sealed;

    RecordingBody(byte[] bytes) {
        body = BodyPublishers.ofByteArray(bytes);
        length = bytes.length;
    }

    /** What was handed over so far, and from now on no more will be. */
    synchronized Sent seal() {
        sealed = true;
        return handedOver == 0 ? Sent.NOTHING : handedOver < length ? Sent.PART : Sent.WHOLE;
    }

    /** Counts before it hands over, so that the record is never behind the network. */
    private synchronized boolean mayHandOver(int bytes) {
        if (!sealed) {
            handedOver += bytes;
        }
        return !sealed;
    }

    /** A second subscription would be the HTTP client sending a paid request again. */
    private synchronized boolean maySubscribe() {
        boolean first = !subscribed;
        subscribed = true;
        return first;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> network) {
        body.subscribe(new Recorder(network, maySubscribe()));
    }

    private final class Recorder implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> network;
        private final boolean first;
        private boolean finished;
        private @Nullable Subscription subscription;

        Recorder(Subscriber<? super ByteBuffer> network, boolean first) {
            this.network = network;
            this.first = first;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
            network.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            if (!finished && first && mayHandOver(bytes.remaining())) {
                network.onNext(bytes);
            } else if (!finished) {
                finished = true;
                requireNonNull(subscription).cancel();
                network.onError(new IOException("the request was given up, or would have been sent twice"));
            }
        }

        @Override
        public void onError(Throwable thrown) {
            network.onError(thrown);
        }

        @Override
        public void onComplete() {
            if (!finished) {
                network.onComplete();
            }
        }
    }
}
