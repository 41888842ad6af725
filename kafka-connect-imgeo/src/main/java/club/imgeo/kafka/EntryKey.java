package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import java.nio.charset.StandardCharsets;

/**
 * The key of a record of the journal, as in {@code charge/1/prompts/0/42@1700000000000}.
 *
 * <p>An intent and the fact that ends it share one key, since the fact always comes later; compaction leaves the fact. A
 * doubt has a key of its own: a worker that thinks too little of a charge must not have compaction remove what another
 * knows of it.
 *
 * @param attempt 0 for what is no charge
 * @param of the key of the charge, or the place of the record that ended
 */
record EntryKey(Kind kind, int attempt, String of) {
    enum Kind {
        CHARGE,
        DOUBT,
        END,
        /** Whose journal it is; of no source partition. */
        OWNER
    }

    static final EntryKey OWNER = new EntryKey(Kind.OWNER, 0, "");

    static EntryKey end(String place) {
        return new EntryKey(Kind.END, 0, place);
    }

    byte[] bytes() {
        String text =
                switch (kind) {
                    case CHARGE -> "charge/" + attempt + "/" + of;
                    case DOUBT -> "doubt/" + attempt + "/" + of;
                    case END -> "end/" + of;
                    case OWNER -> "owner";
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws JournalException where it is none */
    static EntryKey parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        String kind = slash < 0 ? text : text.substring(0, slash);
        try {
            return switch (kind) {
                case "charge" -> charge(Kind.CHARGE, text, slash);
                case "doubt" -> charge(Kind.DOUBT, text, slash);
                case "owner" -> OWNER;
                case "end" -> end(text.substring(slash + 1));
                default -> throw new IllegalArgumentException("neither charge, doubt, end nor owner");
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw JournalException.of("the journal has a key that is none of its own; somebody else writes there", e);
        }
    }

    private static EntryKey charge(Kind kind, String text, int slash) {
        int next = text.indexOf('/', slash + 1);
        int attempt = Integer.parseInt(text.substring(slash + 1, next));
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
        return new EntryKey(kind, attempt, text.substring(next + 1));
    }
}
