package club.imgeo.sandbox;

/** What was delivered, and the sequence in the ledger that says so. */
record Delivery(long sequence, Charge charge) {}
