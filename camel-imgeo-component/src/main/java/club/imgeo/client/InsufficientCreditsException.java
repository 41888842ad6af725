package club.imgeo.client;

import java.math.BigDecimal;

/** The account cannot pay for the request (402, or known before). Buy credits and send it again. */
public final class InsufficientCreditsException extends ImgeoException {
    private static final long serialVersionUID = 1;

    InsufficientCreditsException(Failure failure) {
        super(failure);
    }

    /** Before anything was sent: {@code needed} credits are more than the {@code available} ones. */
    public static InsufficientCreditsException known(BigDecimal needed, BigDecimal available) {
        return new InsufficientCreditsException(Failure.before("not enough credits, " + needed.toPlainString()
                + " are needed and " + available.toPlainString() + " are left; buy more or ask for less"));
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
