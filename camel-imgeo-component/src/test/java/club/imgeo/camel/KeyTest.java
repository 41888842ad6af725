package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import club.imgeo.client.ApiKey;
import club.imgeo.client.ImgeoException;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API keys pay, and show up nowhere. */
class KeyTest {
    private static final String LOGGER = "-Dorg.slf4j.simpleLogger.";
    private static final String REFUSED = "imgeo_sk_nobody_made_this";
    /** Given to a Kamelet without env:. */
    private static final String REFUSED_OPENLY = "imgeo_sk_open_to_debuggers";
    /** Who shows each property and each bean as it is, as docs/security.md warns: camel-main and three consoles. */
    private static final Pattern CAMELS_OWN = Pattern.compile(
            "\\[main] DEBUG org\\.apache\\.camel\\.main\\.|console (bean|main-configuration|properties) ");

    @Test
    @Timeout(90)
    void showsUpInNoLogExceptionEndpointOrMBean(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("sandbox");
        List<String> keys;
        int port;
        try (Sandbox sandbox = Sandbox.builder().data(data).start()) {
            keys = List.of(sandbox.signUp(1_000), sandbox.signUp(), sandbox.signUp());
            port = sandbox.port();
        }

        String everything = everythingSaid(directory, keys, port);

        assertThat(everything)
                .contains("TRACE", "MBean", "HTTP 401", "HTTP 500", "[credits CHARGED", "[credits UNKNOWN", "the end")
                .contains("endpoint imgeo://generate", "console ", "health ", "ours club.imgeo", "thread main")
                .contains("InDoubtException", "BudgetExceededException", "ChargeKeyConflictException", "sandbox: deep")
                .contains("spent 1 with the key of the properties", "spent 1 with the key of the environment")
                .contains("spent 1 with the key of a Kamelet");
        assertThat(everything.lines())
                .filteredOn(line -> shows(line, keys.get(0)) || line.contains(REFUSED))
                .filteredOn(line -> !CAMELS_OWN.matcher(line).lookingAt())
                .isEmpty();
        assertThat(everything.lines()).noneMatch(line -> shows(line, keys.get(1)) || shows(line, keys.get(2)));
        assertThat(everything.lines())
                .filteredOn(line -> line.contains(REFUSED_OPENLY))
                .allMatch(line -> line.matches("\\[\\S+] (DEBUG|TRACE) org\\.apache\\.camel\\..*")
                        || line.startsWith("console endpoint ")
                        || line.startsWith("console route-dump ")
                        || CAMELS_OWN.matcher(line).lookingAt());
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeGreaterThan(1).allSatisfy(file -> assertThat(
                            keys.stream().anyMatch(key -> shows(bytes(file), key)))
                    .as("%s shows a key", file)
                    .isFalse());
        }
    }

    /** All of it but the beginning, which all keys have. */
    private static boolean shows(String text, String key) {
        return text.contains(key.substring(12));
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "APIKEY", "api-key", "component.apiKey", "component[apiKey]"})
    void isNotShownByAnEndpointThatRefusesIt(String option) throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {})) {

            Throwable thrown =
                    catchThrowable(() -> studio.context.getEndpoint("imgeo:generate?" + option + "=" + REFUSED));

            assertThat(thrown).hasStackTraceContaining("apiKey: is no option of an endpoint");
            assertThat(Throwables.getStackTrace(thrown)).doesNotContain(REFUSED);
            assertThat(studio.imgeo.getApiKey()).isEqualTo(studio.key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component.baseUrl=http://127.0.0.1:1",
                "component.base-url=http://127.0.0.1:1",
                "component.maxCount=100",
                "component[baseUrl]=http://127.0.0.1:1",
                "camelContext.name=x"
            })
    void paysAtTheAddressOfTheComponentWhateverAUriSays(String option) throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {})) {
            String baseUrl = studio.imgeo.getBaseUrl();
            String name = studio.context.getName();

            Throwable thrown = catchThrowable(() -> studio.context.getEndpoint("imgeo:generate?" + option));

            assertThat(thrown).hasStackTraceContaining("is no option of an endpoint");
            assertThat(studio.imgeo.getBaseUrl()).isEqualTo(baseUrl);
            assertThat(studio.imgeo.getMaxCount()).isEqualTo(4);
            assertThat(studio.context.getName()).isEqualTo(name);
        }
    }

    /** What a process of its own says, that logs at TRACE whatever logs at all, the sandbox in it. */
    private static String everythingSaid(Path directory, List<String> keys, int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                LOGGER + "defaultLogLevel=trace",
                LOGGER + "log.org.apache.camel.processor.errorhandler=trace",
                LOGGER + "log.org.apache.camel.processor.FatalFallbackErrorHandler=trace",
                LOGGER + "log.org.apache.camel.impl.engine.AbstractCamelContext=trace",
                LOGGER + "log.club.imgeo.charge=trace",
                "-cp",
                System.getProperty("java.class.path"),
                Talker.class.getName(),
                directory.toString(),
                Integer.toString(port));
        builder.environment().put("KEY_OF_THE_PROPERTIES", keys.get(0));
        builder.environment().put("IMGEO_API_KEY", keys.get(1));
        builder.environment().put("IMGEO_BASE_URL", "http://127.0.0.1:" + port);
        builder.environment().put("KEY_OF_THE_KAMELET", keys.get(2));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Draws, fails in every way of {@code docs/errors.md}, and says all that there is to say about it. */
    static final class Talker extends RouteBuilder {
        private static final Logger SANDBOX = Logger.getLogger("club.imgeo.sandbox");
        private static final Pattern DIRECTIVE = Pattern.compile("`(sandbox: [^`]+)`");

        private Talker() {}

        public static void main(String[] args) throws Exception {
            logEverything();
            Path directory = Path.of(args[0]);
            Main camel = new Main();
            try (Sandbox sandbox = Sandbox.builder()
                    .data(directory.resolve("sandbox"))
                    .port(Integer.parseInt(args[1]))
                    .start()) {
                String baseUrl = sandbox.baseUrl().toString();
                camel.addInitialProperty("camel.main.dev-console-enabled", "true");
                camel.addInitialProperty("camel.component.imgeo.base-url", baseUrl);
                camel.addInitialProperty("camel.component.imgeo.api-key", System.getenv("KEY_OF_THE_PROPERTIES"));
                camel.addInitialProperty("camel.component.imgeo.journal", "file:" + directory.resolve("charges"));
                camel.addInitialProperty("camel.component.imgeo.max-retries", "0");
                camel.addInitialProperty("camel.component.imgeo.request-timeout", "2000");
                camel.addInitialProperty("open.api-key", REFUSED_OPENLY);
                camel.bind("refused", component(REFUSED, baseUrl));
                camel.bind("environment", component(null, baseUrl));
                camel.bind("nowhere", component(REFUSED, "http://127.0.0.1:1"));
                camel.configure().addRoutesBuilder(new Talker());
                camel.start();
                CamelContext context = camel.getCamelContext();
                provokeEverything(context, sandbox);
                context.getEndpoints().forEach(endpoint -> System.out.println("endpoint " + endpoint));
                System.out.println(new ApiKey(REFUSED));
                Disclosure.of(context).say(System.out);
                camel.stop();
            }
            System.out.println("the end");
        }

        /** What logs by the JDK's own logging: the sandbox and its server. JMX would fill the disk by itself. */
        private static void logEverything() {
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setLevel(Level.ALL);
            }
            SANDBOX.setLevel(Level.ALL);
        }

        private static ImgeoComponent component(@Nullable String key, String baseUrl) {
            ImgeoComponent component = new ImgeoComponent();
            component.setBaseUrl(baseUrl);
            component.setApiKey(key);
            component.setMaxRetries(0);
            return component;
        }

        @Override
        public void configure() {
            for (String component : new String[] {"imgeo", "environment", "refused", "nowhere"}) {
                from("direct:" + component).to(component + ":generate?model=" + Studio.CHEAP);
            }
            from("direct:kamelet").to("kamelet:imgeo-generate-action?apiKey=env:KEY_OF_THE_KAMELET");
            from("direct:open-kamelet").to("kamelet:imgeo-generate-action?apiKey={{open.api-key}}");
            from("direct:budget").to("imgeo:generate?creditBudget=0&model=" + Studio.CHEAP);
            from("direct:journal").to("imgeo:journal");
            from("direct:report").to("imgeo:journal?journalOperation=report");
        }

        private static void provokeEverything(CamelContext context, Sandbox sandbox) throws IOException {
            for (String component : new String[] {"properties", "environment"}) {
                String prompt = "with the key of the " + component;
                say(context, component.equals("properties") ? "direct:imgeo" : "direct:environment", prompt, Map.of());
                System.out.println("spent " + sandbox.ledger().net(prompt) + " " + prompt);
            }
            say(context, "direct:kamelet", "with the key of a Kamelet", Map.of());
            System.out.println(
                    "spent " + sandbox.ledger().net("with the key of a Kamelet") + " with the key of a Kamelet");
            say(context, "direct:open-kamelet", "with a key of a Kamelet that is refused", Map.of());
            say(context, "direct:refused", "with a key that is refused", Map.of());
            say(context, "direct:nowhere", "a fox", Map.of());
            say(context, "direct:budget", "a fox", Map.of());
            say(context, "direct:imgeo", "a fox", Map.of(ImgeoConstants.COUNT, 99));
            Map<String, Object> key = Map.of(ImgeoConstants.CHARGE_KEY, "order-17");
            say(context, "direct:imgeo", "a fox. sandbox: charge then reset", key);
            say(context, "direct:imgeo", "a fox. sandbox: charge then reset", key);
            say(context, "direct:imgeo", "a hare", key);
            ProducerTemplate template = context.createProducerTemplate();
            String table = Files.readString(Path.of("../docs/errors.md"));
            List<CompletableFuture<Exchange>> calls = DIRECTIVE
                    .matcher(table)
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .map(directive -> template.asyncSend("direct:imgeo", exchange -> {
                        exchange.getIn().setBody("a fox. " + directive);
                        exchange.getIn().setHeader(ImgeoConstants.COUNT, 2);
                    }))
                    .toList();
            calls.forEach(call -> say(call.join()));
            say(context, "direct:journal", "", Map.of());
            say(context, "direct:report", "", Map.of());
        }

        private static void say(CamelContext context, String uri, String prompt, Map<String, Object> headers) {
            say(context.createProducerTemplate().request(uri, exchange -> {
                exchange.getIn().setBody(prompt);
                exchange.getIn().setHeaders(new HashMap<>(headers));
            }));
        }

        private static void say(Exchange answer) {
            System.out.println(answer + " " + answer.getMessage().getHeaders() + " "
                    + answer.getMessage().getBody() + " " + answer.getAllProperties());
            if (answer.getException() != null) {
                answer.getException().printStackTrace();
                if (answer.getException() instanceof ImgeoException failure) {
                    System.out.println(failure.answer() + " " + failure);
                }
            }
        }
    }
}
