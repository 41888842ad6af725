package club.imgeo.sandbox;

import java.util.Locale;

/** What the API offers. */
enum Endpoint {
    GENERATE("POST"),
    MODELS("GET"),
    BALANCE("GET");

    private final String method;

    Endpoint(String method) {
        this.method = method;
    }

    String method() {
        return method;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String path() {
        return "/api/v1/" + word();
    }
}
