package club.imgeo.charge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes every step that may come next, and then every step after that, until nothing is left that it has not seen. A
 * world cannot be copied, so the way to it is gone again from the start.
 */
final class Explorer {
    private final Setting setting;
    private final Set<String> seen = new HashSet<>();
    private final Map<Violation, List<String>> found = new EnumMap<>(Violation.class);

    private final Set<Violation> expected;

    private Explorer(Setting setting, Set<Violation> expected) {
        this.setting = setting;
        this.expected = expected;
    }

    /**
     * All there is to find.
     *
     * @param states how many differ
     * @param violations each with the shortest story of those that came up
     */
    record Exploration(int states, Map<Violation, List<String>> violations) {}

    /** The choices that lead somewhere, the last one first. */
    private record Way(@Nullable Way before, int choice, int length) {
        Way and(int next) {
            return new Way(this, next, length + 1);
        }
    }

    /** Goes everywhere. */
    static Exploration exploreAll(Setting setting) {
        return new Explorer(setting, EnumSet.allOf(Violation.class)).all();
    }

    /** Goes everywhere, or until it finds what is not expected: what is broken may have no end in a reasonable time. */
    static Exploration explore(Setting setting, Violation... expected) {
        return new Explorer(setting, Set.of(expected)).all();
    }

    private Exploration all() {
        List<Way> open = new ArrayList<>();
        open.add(new Way(null, 0, 0));
        while (!open.isEmpty() && expected.containsAll(found.keySet())) {
            Way way = open.remove(open.size() - 1);
            World world = at(way);
            while (isNew(world)) {
                int choices = world.steps().size();
                if (choices == 0) {
                    break;
                }
                for (int other = choices - 1; other > 0; other--) {
                    open.add(way.and(other));
                }
                world.take(0);
                way = way.and(0);
            }
        }
        return new Exploration(seen.size(), found);
    }

    private World at(Way way) {
        int[] choices = new int[way.length];
        Way end = way;
        for (int i = way.length - 1; i >= 0 && end != null; i--) {
            choices[i] = end.choice;
            end = end.before;
        }
        World world = new World(setting);
        for (int choice : choices) {
            world.take(choice);
        }
        return world;
    }

    private boolean isNew(World world) {
        if (!seen.add(world.fingerprint())) {
            return false;
        }
        for (Violation violation : Violation.in(world)) {
            found.merge(violation, world.story(), (one, other) -> one.size() <= other.size() ? one : other);
        }
        return true;
    }
}
