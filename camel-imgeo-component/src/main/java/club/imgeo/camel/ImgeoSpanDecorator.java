package club.imgeo.camel;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Has Camel's spans of imgeo:generate say what a generation came to, and nothing of what it was to draw. Camel's
 * tracers find it by themselves.
 */
public final class ImgeoSpanDecorator extends AbstractSpanDecorator {
    /** Which may have a & in it; what has no end goes to the end. */
    private static final String RAW =
            "RAW(?:\\(|%28).*?(?:(?:\\)|%29)(?=&|$)|$)|RAW(?:\\{|%7B).*?(?:(?:}|%7D)(?=&|$)|$)";

    /** In any spelling that Camel takes. */
    private static final Pattern SECRETIVE = Pattern.compile(
            "([?&](?:negative-?prompt|image)=)(?:" + RAW + "|[^&]*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public String getComponent() {
        return "imgeo";
    }

    @Override
    public String getComponentClassName() {
        return ImgeoComponent.class.getName();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(new Discreet(span), exchange, endpoint);
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        if (exchange.removeProperty(Ending.PROPERTY) instanceof Ending ending) {
            span.setTag("imgeo.model", ending.model());
            span.setTag("imgeo.outcome", ending.how().toString());
            span.setTag("imgeo.count", String.valueOf(ending.count()));
            span.setTag("imgeo.images", String.valueOf(ending.images()));
            if (ending.credits() != null) {
                span.setTag("imgeo.credits", ending.credits().toPlainString());
            }
        }
    }

    /** Leaves out of the endpoint's URI what says what to draw. */
    private record Discreet(Span span) implements Span {
        @Override
        public void setTag(String key, String value) {
            span.setTag(
                    key, SECRETIVE.matcher("?" + value).replaceAll("$1xxxxxx").substring(1));
        }

        @Override
        public void setComponent(String component) {
            span.setComponent(component);
        }

        @Override
        public void setError(boolean isError) {
            span.setError(isError);
        }

        @Override
        public void log(Map<String, String> log) {
            span.log(log);
        }
    }
}
