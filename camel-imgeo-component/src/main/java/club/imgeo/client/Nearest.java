package club.imgeo.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** "Did you mean …?", for names of models, fields and options. Stateless. */
public final class Nearest {
    private static final int MOST = 3;
    private static final int LONGEST = 100;
    private static final int MOST_LISTED = 100;

    private Nearest() {}

    private record Candidate(String name, int distance) {}

    /** Up to three of {@code names} that {@code typed} may have meant, the likeliest first. */
    public static List<String> to(String typed, Collection<String> names) {
        if (typed.isBlank() || typed.length() > LONGEST) {
            return List.of();
        }
        String wanted = folded(typed);
        return names.stream()
                .filter(name -> name.length() <= 2 * LONGEST) // no longer name is near
                .map(name -> new Candidate(name, distance(wanted, folded(name))))
                .filter(each -> each.distance <= Math.max(2, wanted.length() / 3))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** {@code did you mean a or b}, or else {@code known are a, b, c}, with the first hundred of {@code names}. */
    public static String hint(String typed, Collection<String> names) {
        List<String> near = to(typed, names);
        return near.isEmpty() ? "known are " + listed(names) : "did you mean " + String.join(" or ", near);
    }

    private static String listed(Collection<String> names) {
        String listed = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return names.size() > MOST_LISTED ? listed + " and " + (names.size() - MOST_LISTED) + " more" : listed;
    }

    /** The vendor before the slash is often left out, and a dash is easily a blank or a low line. */
    private static int distance(String typed, String name) {
        int slash = name.indexOf('/');
        int bare = slash < 0 || typed.indexOf('/') >= 0 ? Integer.MAX_VALUE : edits(typed, name.substring(slash + 1));
        return Math.min(bare, edits(typed, name));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
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
