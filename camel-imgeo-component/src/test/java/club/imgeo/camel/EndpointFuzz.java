package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;

/** Whatever URI an endpoint is made of, it is refused by an exception of Camel's kind, or leaves the account as it is. */
public final class EndpointFuzz {
    private static final String KEY = "imgeo_sk_0123456789abcdef";
    private static final String BASE_URL = "https://images.example.org";
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final ImgeoComponent COMPONENT = new ImgeoComponent();

    static {
        COMPONENT.setApiKey(KEY);
        COMPONENT.setBaseUrl(BASE_URL);
        CONTEXT.addComponent("imgeo", COMPONENT);
    }

    private EndpointFuzz() {}

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() throws Exception {
        fuzzerTestOneInput("generate".getBytes(UTF_8));
    }

    /** @param input what follows {@code imgeo:} */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String uri = "imgeo:" + new String(input, UTF_8);
        if (uri.contains("#")) {
            return; // names beans, and classes to make some of: whoever writes routes may run anything
        }
        try {
            ImgeoEndpoint endpoint = CONTEXT.getEndpoint(uri, ImgeoEndpoint.class);
            isFrozen(endpoint);
            assertThat(endpoint.getEndpointUri() + endpoint).doesNotContain(KEY);
            CONTEXT.removeEndpoint(endpoint);
        } catch (ResolveEndpointFailedException | NoSuchEndpointException e) {
            assertThat(e).hasStackTraceContaining("imgeo");
            assertThat(e.getMessage()).doesNotContain(KEY);
        }
        assertThat(COMPONENT.getApiKey()).isEqualTo(KEY);
        assertThat(COMPONENT.getBaseUrl()).isEqualTo(BASE_URL);
        assertThat(COMPONENT.isAllowPlainHttp()).isFalse();
        assertThat(COMPONENT.getProxy()).isNull();
        assertThat(COMPONENT.getSslContextParameters()).isNull();
        assertThat(COMPONENT.getMaxCount()).isEqualTo(4);
        assertThat(COMPONENT.getJournal()).isEqualTo("memory");
    }

    /** What the start of a route reads of it, by the rule that a bad option is an exception which names it. */
    private static void isFrozen(ImgeoEndpoint endpoint) {
        ImgeoConfiguration options = endpoint.getConfiguration();
        assertThat(endpoint.getOperation()).isNotNull();
        assertThat(options.fields().keySet())
                .isSubsetOf("model", "aspect_ratio", "count", "mode", "image", "negative_prompt");
        assertThat(options.models()).doesNotContain("");
        try {
            assertThat(options.terms().limits().models()).doesNotContain("");
            Budget budget = options.budget();
            assertThat(budget == null).isEqualTo(options.getCreditBudget() == null);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("(?s)(creditBudget|allowedModels|maxCreditsPerMessage).*");
        }
    }
}
