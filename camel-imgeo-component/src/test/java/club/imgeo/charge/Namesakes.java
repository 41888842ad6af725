package club.imgeo.charge;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes one of worlds that differ only in which incarnation is called what. The names are capitals, and nothing else of
 * what is printed is.
 */
final class Namesakes {
    private static final String NAMES = "ABC";

    private Namesakes() {}

    static String name(int incarnation) {
        return NAMES.substring(incarnation, incarnation + 1);
    }

    /** All that is printed, under names in the order of what is printed of each. Any order is right; this finds most. */
    static String renamed(String shared, List<String> incarnations) {
        int[] order = IntStream.range(0, incarnations.size())
                .boxed()
                .sorted(Comparator.comparing(each -> masked(incarnations.get(each), each)))
                .mapToInt(Integer::intValue)
                .toArray();
        char[] renamed = new char[order.length];
        StringBuilder print = new StringBuilder(shared);
        for (int i = 0; i < order.length; i++) {
            renamed[order[i]] = NAMES.charAt(i);
            print.append('\n').append(incarnations.get(order[i]));
        }
        for (int i = 0; i < print.length(); i++) {
            int name = NAMES.indexOf(print.charAt(i));
            if (name >= 0) {
                print.setCharAt(i, renamed[name]);
            }
        }
        return print.toString();
    }

    private static String masked(String print, int self) {
        StringBuilder masked = new StringBuilder(print);
        for (int i = 0; i < masked.length(); i++) {
            int name = NAMES.indexOf(masked.charAt(i));
            if (name >= 0) {
                masked.setCharAt(i, name == self ? 'I' : 'O');
            }
        }
        return masked.toString();
    }
}
