package club.imgeo.camel;

import club.imgeo.client.ImageFile;
import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Message;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.support.DefaultMessage;

/** Pictures as the body of a message. */
record Pictures(List<Picture> pictures) {
    /** @param file exists as long as something refers to this very object; see {@link DownloadFolder#keep} */
    record Picture(File file, ImageFile image) {}

    /** Keeps files for all copies of an exchange, also where a route goes on with a path or a stream. */
    private record Held(List<Picture> pictures) implements SafeCopyProperty {
        private static final String PROPERTY = "CamelImgeoPictures";

        @Override
        public Held safeCopy() {
            return this;
        }
    }

    /** One becomes the body; several become a list of messages, which a splitter takes as they are. */
    void into(Message message) {
        hold(message.getExchange().getExchangeExtension());
        if (pictures.size() == 1) {
            fill(message, pictures.get(0));
        } else {
            message.setBody(
                    pictures.stream().map(picture -> part(message, picture)).toList());
        }
    }

    private void hold(ExchangeExtension exchange) {
        Held earlier = exchange.getSafeCopyProperty(Held.PROPERTY, Held.class);
        exchange.setSafeCopyProperty(
                Held.PROPERTY,
                new Held(
                        earlier == null
                                ? pictures
                                : Stream.concat(earlier.pictures.stream(), pictures.stream())
                                        .toList()));
    }

    private static Message part(Message whole, Picture picture) {
        Message part = new DefaultMessage(whole.getExchange().getContext());
        part.getHeaders().putAll(whole.getHeaders());
        fill(part, picture);
        return part;
    }

    private static void fill(Message message, Picture picture) {
        message.setBody(picture.file);
        message.setHeader(Exchange.FILE_NAME, picture.image.name());
        message.setHeader(Exchange.FILE_LENGTH, picture.image.size());
        message.setHeader(Exchange.CONTENT_TYPE, picture.image.contentType());
    }
}
