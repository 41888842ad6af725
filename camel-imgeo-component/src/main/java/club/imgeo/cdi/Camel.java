package club.imgeo.cdi;

import org.apache.camel.CamelContext;

/** A Camel context of ours; where somebody else has one, there is none. Knows nothing of camel-main, which may be missing. */
interface Camel {
    /** May not be configured yet, let alone started. */
    CamelContext context();

    /** Reads the configuration, where that has not been done. Routes and beans that are asked for meanwhile may call it. */
    void prepare();

    void start();

    void stop();
}
