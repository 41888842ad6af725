package club.imgeo.postcards;

import jakarta.enterprise.context.ApplicationScoped;

/** Knows what a postcard looks like. */
@ApplicationScoped
class Copywriter {
    String prompt(String place) {
        return place + " at sunset, as a vintage postcard";
    }
}
