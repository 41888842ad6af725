package club.imgeo.sandbox;

/** What came from outside, short and plain enough for a message. */
final class Quote {
    private static final int LONGEST = 80;

    private Quote() {}

    static String of(String text) {
        String plain = text.strip().replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return plain.codePointCount(0, plain.length()) <= LONGEST
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
