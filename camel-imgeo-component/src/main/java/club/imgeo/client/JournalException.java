package club.imgeo.client;

import org.jspecify.annotations.Nullable;

/** The charge journal cannot be written or read. Without a committed intent nothing is sent, so it cost nothing. */
public final class JournalException extends ImgeoException {
    private static final long serialVersionUID = 1;

    JournalException(Failure failure) {
        super(failure);
    }

    /** @param reason names the journal and the remedy */
    public static JournalException of(String reason, @Nullable Throwable cause) {
        return new JournalException(new Failure(reason, CreditOutcome.NOT_CHARGED, 0, null, null, cause));
    }

    @Override
    boolean isTransient() {
        return true;
    }
}
