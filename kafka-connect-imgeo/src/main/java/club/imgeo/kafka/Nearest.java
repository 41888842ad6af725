package club.imgeo.kafka;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** "Did you mean …?" */
final class Nearest {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private Nearest() {}

    private record Candidate(String name, int distance) {}

    /** Up to three of {@code names} that {@code typed} may have meant, the likeliest first, or else all of them. */
    static String hint(String typed, Collection<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        if (wanted.length() > LONGEST) {
            return known(names);
        }
        String near = names.stream()
                .map(name -> new Candidate(name, edits(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(each -> each.distance <= Math.max(2, wanted.length() / 5))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .collect(joining(" or "));
        return near.isEmpty() ? known(names) : "did you mean " + near + "?";
    }

    private static String known(Collection<String> names) {
        return "known are " + String.join(", ", names);
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
