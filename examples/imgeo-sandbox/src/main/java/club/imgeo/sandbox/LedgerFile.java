package club.imgeo.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, a line of JSON each, appended before anybody is told. */
final class LedgerFile implements AutoCloseable {
    private static final String NAME = "sandbox.jsonl";

    private final ObjectMapper mapper = Json.mapper();
    private final FileChannel channel;
    private final List<Line> found = new ArrayList<>();

    LedgerFile(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            channel = new DataDirectory(directory).open(NAME);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + directory + ": " + e.getMessage(), e);
        }
        try {
            // Two sandboxes on one file would each believe in a balance of their own.
            if (lock() == null) {
                throw new IllegalStateException(file + " is in use by another sandbox");
            }
            readAll(file);
        } catch (IOException | RuntimeException e) {
            close();
            throw e instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("cannot read " + file, e);
        }
    }

    /** The lines that were there at the start. */
    List<Line> found() {
        return found;
    }

    void append(Line line) {
        try {
            byte[] json = mapper.writeValueAsBytes(line);
            ByteBuffer bytes = ByteBuffer.allocate(json.length + 1);
            bytes.put(json).put((byte) '\n').flip();
            long end = channel.position();
            try {
                // Handed to the operating system: outlives this process, which is what the sandbox promises.
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ledger", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the ledger", e);
        }
    }

    private @Nullable FileLock lock() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void readAll(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                found.add(read(file, bytes, begin, i));
                begin = i + 1;
            }
        }
        // A line without an end was being written when the process died, so nobody was told of it.
        channel.truncate(begin);
        channel.position(begin);
    }

    private Line read(Path file, byte[] bytes, int begin, int end) throws IOException {
        try {
            return mapper.readValue(bytes, begin, end - begin, Line.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + ", line " + (found.size() + 1) + ": not what the sandbox writes", e);
        }
    }
}
