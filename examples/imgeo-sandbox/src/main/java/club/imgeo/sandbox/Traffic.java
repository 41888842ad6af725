package club.imgeo.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was asked, whatever the answer: how a test proves that nothing was sent. */
final class Traffic {
    private final Map<String, Long> requestsByPath = new ConcurrentHashMap<>();
    private final Map<String, Long> callsByPrompt = new ConcurrentHashMap<>();

    void request(String path) {
        requestsByPath.merge(path, 1L, Long::sum);
    }

    void call(String prompt) {
        callsByPrompt.merge(prompt, 1L, Long::sum);
    }

    Map<String, Long> requestsByPath() {
        return requestsByPath;
    }

    Map<String, Long> callsByPrompt() {
        return callsByPrompt;
    }
}
