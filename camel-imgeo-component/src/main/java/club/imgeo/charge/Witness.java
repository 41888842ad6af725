package club.imgeo.charge;

/**
 * Sees the calls that may cost credits. It is told on the thread that has the news, and before anybody else goes on, so
 * it must not block. What it throws is logged, and changes nothing.
 */
public interface Witness {
    /** Looks away. */
    Witness NONE = new Witness() {
        @Override
        public void begun(Charge charge) {}

        @Override
        public void ended(Charge charge) {}
    };

    /** Its intent is committed, and nothing is sent yet. */
    void begun(Charge charge);

    /** Its outcome is known and on its way to the journal, which may not have it yet. Comes once for each that has begun. */
    void ended(Charge charge);
}
