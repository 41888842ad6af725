package club.imgeo.camel;

import club.imgeo.client.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures as the body of a message, which lie in files until its exchange is done. */
record Pictures(List<ImageFile> files) {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

    /** One becomes the body; several become a list of messages, which a splitter takes as they are. */
    void into(Message message) {
        message.getExchange().getExchangeExtension().addOnCompletion(new Removal(files));
        if (files.size() == 1) {
            fill(message, files.get(0));
        } else {
            message.setBody(files.stream().map(file -> part(message, file)).toList());
        }
    }

    private static Message part(Message whole, ImageFile file) {
        Message part = new DefaultMessage(whole.getExchange().getContext());
        part.getHeaders().putAll(whole.getHeaders());
        fill(part, file);
        return part;
    }

    private static void fill(Message message, ImageFile file) {
        message.setBody(file.path().toFile());
        message.setHeader(Exchange.FILE_NAME, file.name());
        message.setHeader(Exchange.FILE_LENGTH, file.size());
        message.setHeader(Exchange.CONTENT_TYPE, file.contentType());
    }

    /** After all that others do at the end of an exchange; goes along where the exchange is handed over to another. */
    private static final class Removal extends SynchronizationAdapter {
        private final List<ImageFile> files;

        Removal(List<ImageFile> files) {
            this.files = files;
        }

        @Override
        public void onDone(Exchange exchange) {
            for (ImageFile file : files) {
                try {
                    Files.deleteIfExists(file.path());
                } catch (IOException e) {
                    LOG.warn("{} could not be deleted", file.path(), e);
                }
            }
        }

        @Override
        public int getOrder() {
            return LOWEST;
        }
    }
}
