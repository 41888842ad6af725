package club.imgeo.charge;

/** Something that may happen next in a {@link World}. */
record Step(String what, Runnable action) {}
