package club.imgeo.sandbox;

/** An order that was paid for. Its sequence in the ledger names it, in the URLs of its images too. */
record Charge(long sequence, String account, Order order, long credits, long remaining) {}
