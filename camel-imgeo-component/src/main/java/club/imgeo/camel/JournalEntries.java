package club.imgeo.camel;

import java.util.AbstractList;
import java.util.List;

/** What is in doubt, oldest first: a list like any other for a route, and JSON as a text. */
public final class JournalEntries extends AbstractList<JournalEntry> {
    private final List<JournalEntry> entries;

    JournalEntries(List<JournalEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public JournalEntry get(int index) {
        return entries.get(index);
    }

    @Override
    public int size() {
        return entries.size();
    }
}
