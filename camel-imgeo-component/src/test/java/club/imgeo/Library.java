package club.imgeo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All documents of a project, and what is wrong with where they lead. */
final class Library {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern DOCUMENT = Pattern.compile(".*\\.(md|adoc)");
    /** A template: its links hold in the archive that it is packed into, and a test of that archive says so. */
    private static final Path PACKED = Path.of("src/assembly");

    private static final Pattern OUTSIDE = Pattern.compile("[a-z][a-z+.-]*:.*");
    private static final Pattern ADDRESS = Pattern.compile("https://[\\w-]+(\\.[\\w-]+)+(/[^\\s]*)?");
    private static final Pattern PLAIN = Pattern.compile("(?<!xmlns=\")http://(?!localhost|127\\.0\\.0\\.1)\\S*");
    private static final Pattern MACHINE =
            Pattern.compile("(?:file://+|(?<![\\w.~/}>-])/(?:home|root|tmp|work|Users|mnt)/)\\S*");
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w./-])(?:examples|docs|camel-imgeo-component|kafka-connect-imgeo)/[\\w./-]*\\w");
    private static final Pattern COMMAND = Pattern.compile("(?<![\\w/])mvn [^#]*");
    private static final Pattern PROFILE = Pattern.compile("\\s-P([\\w.-]+)");

    private final Path root;
    private final Map<Path, Document> documents = new TreeMap<>();

    Library(Path root) {
        this.root = root.normalize();
        try {
            Files.walkFileTree(this.root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours = !NOT_OURS.contains(folder.getFileName().toString()) && !folder.endsWith(PACKED);
                    return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (DOCUMENT.matcher(file.toString()).matches()) {
                        documents.put(file, Document.read(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<Path> documents() {
        return documents.keySet();
    }

    /** Links, images and anchors that lead nowhere, and links that lead out other than to a public address. */
    List<String> brokenLinks() {
        return about(document -> document.links().stream()
                .map(link -> objection(document, link))
                .filter(objection -> !objection.isEmpty()));
    }

    private String objection(Document document, String link) {
        if (OUTSIDE.matcher(link).matches()) {
            return ADDRESS.matcher(link).matches() ? "" : link + " is no https address";
        }
        Path target = target(document, link);
        if (link.startsWith("/") || !target.startsWith(root) || Files.notExists(target)) {
            return link + " leads to nothing in the project";
        }
        if (NOT_OURS.stream().anyMatch(folder -> target.toString().contains("/" + folder + "/"))) {
            return link + " leads to what a build makes";
        }
        if (!link.contains("#")) {
            return "";
        }
        Document there = documents.get(target);
        return there != null && there.anchors().contains(link.replaceFirst(".*#", "")) ? "" : link + " has no heading";
    }

    private static Path target(Document document, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty()
                ? document.file()
                : document.file().resolveSibling(path).normalize();
    }

    /** Paths of the project that are named as code and are not there. */
    List<String> missingPaths() {
        return about(document -> found(PATH, document.code())
                .map(MatchResult::group)
                .filter(path -> !path.contains("/target") && !path.contains("NAME"))
                .filter(path -> Files.notExists(root.resolve(path))));
    }

    /** Addresses in the clear, and paths that are on one machine only. */
    List<String> foreignPlaces() {
        return about(document -> Stream.of(PLAIN, MACHINE)
                .flatMap(pattern -> found(pattern, List.of(document.prose(), String.join("\n", document.code()))))
                .map(MatchResult::group));
    }

    /** Profiles in commands that no POM has. */
    List<String> missingProfiles() {
        return about(
                document -> found(COMMAND, document.code()).flatMap(command -> found(PROFILE, List.of(command.group()))
                        .map(profile -> profile.group(1))
                        .filter(profile -> !hasProfile(command.group(), profile))));
    }

    /** The POM at the top names each profile; the one that runs an example is in the example's own as well. */
    private boolean hasProfile(String command, String profile) {
        Stream<Path> examples = profile.equals("run")
                ? found(PATH, List.of(command)).map(MatchResult::group).map(root::resolve)
                : Stream.empty();
        return Stream.concat(Stream.of(root), examples)
                .map(module -> module.resolve("pom.xml"))
                .allMatch(pom -> Files.exists(pom) && Document.read(pom).text().contains("<id>" + profile + "</id>"));
    }

    /** Documents to which no way of links leads from the README at the top. */
    Set<Path> unreachable() {
        Set<Path> unseen = new HashSet<>(documents.keySet());
        Deque<Path> open = new ArrayDeque<>(List.of(root.resolve("README.md")));
        while (!open.isEmpty()) {
            Path next = open.remove();
            if (unseen.remove(next)) {
                Document document = documents.get(next);
                document.links().stream()
                        .filter(link -> !OUTSIDE.matcher(link).matches())
                        .map(link -> target(document, link))
                        .forEach(open::add);
            }
        }
        return unseen;
    }

    private interface Check {
        Stream<String> of(Document document);
    }

    private List<String> about(Check check) {
        List<String> objections = new ArrayList<>();
        documents.forEach((file, document) -> check.of(document)
                .map(each -> root.relativize(file) + ": " + each)
                .forEach(objections::add));
        return objections;
    }

    private static Stream<MatchResult> found(Pattern pattern, List<String> texts) {
        return texts.stream().flatMap(text -> pattern.matcher(text).results());
    }
}
