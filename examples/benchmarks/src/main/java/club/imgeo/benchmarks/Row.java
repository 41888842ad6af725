package club.imgeo.benchmarks;

import java.util.Locale;
import java.util.Map;

/**
 * One line of the table.
 *
 * @param part the letter of the part it belongs to
 * @param met false is the only thing that makes a run a failure
 * @param details what it was made of, for the JSON
 */
record Row(String part, String what, String measured, String target, boolean met, Map<String, ?> details) {
    static Row atLeast(String part, String what, double measured, double target, String unit, Map<String, ?> details) {
        return new Row(part, what, text(measured, unit), "≥ " + text(target, unit), measured >= target, details);
    }

    static Row atMost(String part, String what, double measured, double target, String unit, Map<String, ?> details) {
        return new Row(part, what, text(measured, unit), "≤ " + text(target, unit), measured <= target, details);
    }

    /** A figure that nothing is promised about. */
    static Row plain(String part, String what, String measured, Map<String, ?> details) {
        return new Row(part, what, measured, "", true, details);
    }

    private static String text(double value, String unit) {
        String format = value >= 1000 || value == Math.rint(value) ? "%,.0f%s" : value >= 100 ? "%.1f%s" : "%.2f%s";
        return String.format(Locale.ROOT, format, value, unit);
    }
}
