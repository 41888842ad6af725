package club.imgeo.quickstart.kafka.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Kafka Connect's REST API. A worker that is busy with a rebalance (409) is asked again for a while. */
public final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(100); // a worker gives up after 90 s, and says why
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param base such as {@code http://127.0.0.1:8083} */
    public Rest(URI base) {
        this.base = base;
    }

    /** @param connector its {@code name} and its {@code config}, as in a file that is posted with curl */
    public JsonNode create(JsonNode connector) {
        return send("POST", "/connectors", connector);
    }

    /** Creates it, or changes what is there. */
    public JsonNode put(String name, Map<String, String> config) {
        return send("PUT", connector(name) + "/config", JSON.valueToTree(config));
    }

    /** What is wrong with {@code config}, by option; empty where nothing is. */
    public Map<String, List<String>> validate(Map<String, String> config) {
        String type = config.getOrDefault("connector.class", "");
        JsonNode answer = send(
                "PUT",
                "/connector-plugins/" + escaped(type.substring(type.lastIndexOf('.') + 1)) + "/config/validate",
                JSON.valueToTree(config));
        Map<String, List<String>> objections = new LinkedHashMap<>();
        for (JsonNode option : answer.path("configs")) {
            List<String> errors = texts(option.path("value").path("errors"));
            if (!errors.isEmpty()) {
                objections.put(option.path("value").path("name").asText(), errors);
            }
        }
        return objections;
    }

    /** The classes of the connectors that this worker found. */
    public List<String> connectorPlugins() {
        List<String> classes = new ArrayList<>();
        for (JsonNode plugin : send("GET", "/connector-plugins", null)) {
            classes.add(plugin.path("class").asText());
        }
        return classes;
    }

    public JsonNode status(String name) {
        return send("GET", connector(name) + "/status", null);
    }

    /** Of the connector alone, without its tasks: {@code RUNNING}, {@code STOPPED} … */
    public String state(String name) {
        return state(status(name).path("connector"));
    }

    /** Until the connector and exactly so many tasks run. @throws IllegalStateException with the trace where one failed */
    public void awaitRunning(String name, int tasks) {
        await(name + " with " + tasks + " tasks to run", () -> {
            List<String> running = Collections.nCopies(tasks + 1, "RUNNING");
            return states(requireRunning(name)).equals(running);
        });
    }

    /** @throws IllegalStateException with the trace where the connector or a task of it failed */
    public JsonNode requireRunning(String name) {
        JsonNode status = status(name);
        if (states(status).contains("FAILED")) {
            throw new IllegalStateException(name + " failed: " + status);
        }
        return status;
    }

    /** The connector and all its tasks. */
    public void restart(String name) {
        var unused = send("POST", connector(name) + "/restart?includeTasks=true", null);
    }

    /** Frees its tasks, and returns when they are gone; its offsets can be altered then. */
    public void stop(String name) {
        var unused = send("PUT", connector(name) + "/stop", null);
        await(
                name + " to stop",
                () -> state(name).equals("STOPPED")
                        && status(name).path("tasks").isEmpty());
    }

    public void pause(String name) {
        var unused = send("PUT", connector(name) + "/pause", null);
    }

    public void resume(String name) {
        var unused = send("PUT", connector(name) + "/resume", null);
    }

    public JsonNode offsets(String name) {
        return send("GET", connector(name) + "/offsets", null);
    }

    /** Of a sink that is stopped. */
    public JsonNode alterOffset(String name, String topic, int partition, long offset) {
        JsonNode body = JSON.valueToTree(Map.of(
                "offsets",
                List.of(Map.of(
                        "partition",
                        Map.of("kafka_topic", topic, "kafka_partition", partition),
                        "offset",
                        Map.of("kafka_offset", offset)))));
        return send("PATCH", connector(name) + "/offsets", body);
    }

    /** Of a connector that is stopped. */
    public JsonNode resetOffsets(String name) {
        return send("DELETE", connector(name) + "/offsets", null);
    }

    public void delete(String name) {
        var unused = send("DELETE", connector(name), null);
    }

    /** Whether this worker has read its topics and joined its group: until then it has no list to show. */
    boolean isReady() {
        return send("GET", "/connectors", null).isArray();
    }

    /** @throws RestException for any answer but a 2xx */
    public JsonNode send(String method, String path, @Nullable JsonNode body) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> response = exchange(method, path, body);
            if (response.statusCode() / 100 == 2) {
                return read(response.body());
            }
            if (response.statusCode() != CONFLICT || System.nanoTime() > end) {
                throw new RestException(
                        response.statusCode(),
                        method + " " + path + " was answered with " + response.statusCode() + ": " + response.body());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo(happened)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A connector has no status yet when it was just created. */
    private static boolean isSo(BooleanSupplier happened) {
        try {
            return happened.getAsBoolean();
        } catch (RestException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private HttpResponse<String> exchange(String method, String path, @Nullable JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String state(JsonNode node) {
        return node.path("state").asText();
    }

    /** Of the connector and of each task. */
    private static List<String> states(JsonNode status) {
        List<String> states = new ArrayList<>();
        states.add(state(status.path("connector")));
        status.path("tasks").forEach(task -> states.add(state(task)));
        return states;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String connector(String name) {
        return "/connectors/" + escaped(name);
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
