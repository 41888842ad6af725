package club.imgeo.camel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Kamelet catalog asks of a Kamelet, by its validator and by what its own have in common. */
enum KameletRule {
    IS_A_KAMELET(kamelet -> broken(
            !KameletFile.text(kamelet.yaml(), "apiVersion").equals("camel.apache.org/v1")
                    || !KameletFile.text(kamelet.yaml(), "kind").equals("Kamelet"),
            "apiVersion and kind")),

    BEARS_THE_NAME_OF_ITS_FILE(
            kamelet -> broken(!kamelet.fileName().equals(kamelet.name() + ".kamelet.yaml"), kamelet.fileName())),

    ENDS_ITS_NAME_WITH_ITS_TYPE(kamelet -> broken(
            !Set.of("source", "sink", "action").contains(kamelet.type())
                    || !kamelet.name().endsWith("-" + kamelet.type()),
            kamelet.type())),

    HAS_EVERY_ANNOTATION(kamelet -> {
        List<String> missing = new ArrayList<>();
        for (String name : List.of(
                "kamelet.support.level",
                "catalog.version",
                "kamelet.icon",
                "provider",
                "kamelet.group",
                "kamelet.namespace")) {
            missing.addAll(broken(kamelet.annotation(name).isBlank(), name));
        }
        return missing;
    }),

    HAS_A_LEVEL_OF_SUPPORT(kamelet -> broken(
            !Set.of("Preview", "Stable").contains(kamelet.annotation("kamelet.support.level")), "support.level")),

    HAS_AN_ICON_IN_ITSELF(
            kamelet -> broken(!kamelet.annotation("kamelet.icon").startsWith("data:image/svg+xml;base64,"), "icon")),

    SAYS_WHAT_IT_IS(kamelet -> {
        String title = KameletFile.text(kamelet.definition(), "title");
        List<String> broken = new ArrayList<>(broken(!title.endsWith(" " + capitalized(kamelet.type())), title));
        broken.addAll(
                broken(KameletFile.text(kamelet.definition(), "description").isBlank(), "description"));
        broken.addAll(broken(!KameletFile.text(kamelet.definition(), "type").equals("object"), "type"));
        return broken;
    }),

    SAYS_WHAT_EACH_PROPERTY_IS(kamelet ->
            perProperty(kamelet, property -> isBlank(property, "title") || isBlank(property, "description"))),

    /** What a form has fields for, and what Camel Kafka Connector makes options of. */
    HAS_PLAIN_TYPES(kamelet -> perProperty(kamelet, property -> !Set.of("string", "integer", "number", "boolean")
            .contains(KameletFile.text(property, "type")))),

    HAS_PLAIN_NAMES(kamelet -> kamelet.properties().keySet().stream()
            .filter(name -> !name.matches("[a-z][a-zA-Z0-9]*"))
            .toList()),

    CAPITALIZES_TITLES(kamelet -> perProperty(kamelet, property -> {
        String title = KameletFile.text(property, "title");
        return title.matches("(The|An?) .*")
                || Arrays.stream(title.split(" "))
                        .anyMatch(word -> word.length() > 3 && Character.isLowerCase(word.charAt(0)));
    })),

    DEFINES_WHAT_IT_REQUIRES(kamelet -> kamelet.required().stream()
            .filter(name -> !kamelet.properties().containsKey(name))
            .toList()),

    MARKS_ONLY_BOOLEANS_AS_SUCH(kamelet -> perProperty(
            kamelet,
            property -> isMarked(property, "checkbox")
                    && !KameletFile.text(property, "type").equals("boolean"))),

    MARKS_ONLY_PASSWORDS_AS_SUCH(
            kamelet -> perProperty(kamelet, property -> isMarked(property, "password") && !isPassword(property))),

    GROUPS_CREDENTIALS(kamelet -> perProperty(
            kamelet,
            property -> isPassword(property)
                    && !KameletFile.texts(property.get("x-descriptors")).contains("urn:camel:group:credentials"))),

    GIVES_NO_DEFAULT_PASSWORD(
            kamelet -> perProperty(kamelet, property -> isPassword(property) && property.containsKey("default"))),

    OFFERS_ITS_OWN_DEFAULT(kamelet -> perProperty(kamelet, property -> {
        List<String> offered = KameletFile.texts(property.get("enum"));
        return !offered.isEmpty()
                && property.containsKey("default")
                && !offered.contains(KameletFile.text(property, "default"));
    })),

    USES_ONLY_WHAT_IT_DEFINES(kamelet -> placeholders(kamelet).stream()
            .map(KameletRule::bare)
            .filter(name ->
                    !kamelet.properties().containsKey(name) && !kamelet.beans().contains(name) && !name.contains(":"))
            .toList()),

    USES_ALL_THAT_IT_DEFINES(kamelet -> {
        String template = String.valueOf(kamelet.template());
        return kamelet.properties().keySet().stream()
                .filter(name -> !template.contains(name))
                .toList();
    }),

    /** A placeholder without a question mark fails the start where nobody gives a value. */
    MARKS_WHAT_MAY_BE_LEFT_OUT(kamelet -> placeholders(kamelet).stream()
            .filter(name -> !name.startsWith("?") && !kamelet.beans().contains(name))
            .filter(name -> kamelet.properties().containsKey(name)
                    && !kamelet.required().contains(name)
                    && !kamelet.properties().get(name).containsKey("default"))
            .toList()),

    BEGINS_AND_ENDS_AS_ITS_TYPE_DOES(kamelet -> {
        String template = String.valueOf(kamelet.template());
        boolean source = template.contains("uri=kamelet:source");
        boolean sink = template.contains("kamelet:sink");
        return broken(
                switch (kamelet.type()) {
                    case "source" -> source || !sink;
                    case "sink" -> !source;
                    default -> !source;
                },
                "from and to");
    }),

    DEPENDS_ON_CAMEL_KAMELET(kamelet -> broken(!kamelet.dependencies().contains("camel:kamelet"), "camel:kamelet"));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that keep nothing
    private final Function<KameletFile, List<String>> check;

    KameletRule(Function<KameletFile, List<String>> check) {
        this.check = check;
    }

    /** Where {@code kamelet} breaks it; empty where it does not. */
    List<String> brokenBy(KameletFile kamelet) {
        return check.apply(kamelet);
    }

    private static List<String> broken(boolean isBroken, String what) {
        return isBroken ? List.of(what) : List.of();
    }

    private static List<String> perProperty(KameletFile kamelet, Function<Map<String, Object>, Boolean> isBroken) {
        return kamelet.properties().entrySet().stream()
                .filter(property -> isBroken.apply(property.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isBlank(Map<String, Object> property, String name) {
        return KameletFile.text(property, name).isBlank();
    }

    private static boolean isPassword(Map<String, Object> property) {
        return KameletFile.text(property, "format").equals("password");
    }

    private static boolean isMarked(Map<String, Object> property, String as) {
        return KameletFile.texts(property.get("x-descriptors")).contains("urn:alm:descriptor:com.tectonic.ui:" + as);
    }

    private static Set<String> placeholders(KameletFile kamelet) {
        Set<String> names = new HashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(String.valueOf(kamelet.template()));
        while (matcher.find()) {
            names.add(matcher.group(1).strip());
        }
        return names;
    }

    private static String bare(String name) {
        return name.startsWith("?") ? name.substring(1) : name;
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
