package club.imgeo.client;

/** A cap of your own, {@code creditBudget}, has no room for the request. Nothing was sent; it cost nothing. */
public final class BudgetExceededException extends ImgeoException {
    private static final long serialVersionUID = 1;

    BudgetExceededException(Failure failure) {
        super(failure);
    }

    /** @param reason which budget, what it has left and what was needed */
    public static BudgetExceededException of(String reason) {
        return new BudgetExceededException(Failure.before(reason));
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
