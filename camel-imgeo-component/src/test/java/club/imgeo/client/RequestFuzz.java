package club.imgeo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever comes as a request is refused by its rules, or says the same once it is written and read again. */
public final class RequestFuzz {
    private static final ImageModel ANY = ModelCatalog.bundled().models().get(0);

    private RequestFuzz() {}

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("{\"prompt\":\"a fox\"}".getBytes(UTF_8));
    }

    /** @param input JSON of a request, or else the URL of an image */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        if (ImageUrl.objectionTo(text).isEmpty()) {
            leadsToAPublicHost(URI.create(text));
        }
        Map<String, Object> fields;
        try {
            fields = GenerateRequest.fieldsOf(text);
        } catch (InvalidRequestException e) {
            assertThat(e.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
            assertThat(e.getMessage()).hasSizeLessThan(500);
            return;
        }
        reads(fields);
    }

    private static void reads(Map<String, Object> fields) {
        RequestFields.Reading reading = RequestFields.read(fields);
        List<String> objections = new ArrayList<>(reading.objections());
        objections.addAll(reading.request().objections());
        objections.addAll(ANY.objectionsTo(reading.request()));
        assertThat(objections)
                .allSatisfy(each ->
                        assertThat(each).hasSizeLessThan(1_000).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]"));
        if (reading.objections().isEmpty() && reading.request().objections().isEmpty()) {
            GenerateRequest request = reading.request();
            RequestFields.Reading again = RequestFields.read(Json.fields(Json.text(request.fields())));
            assertThat(again.objections()).isEmpty();
            assertThat(again.request()).isEqualTo(request);
            assertThat(request.count()).isPositive();
        }
    }

    /** As the JDK's own resolver reads a host of digits, letters and colons; a name it is not asked for. */
    private static void leadsToAPublicHost(URI url) {
        assertThat(url.getScheme()).matches("(?i)https?");
        assertThat(url.getRawUserInfo()).isNull();
        String host = url.getHost();
        assertThat(host).isNotNull().doesNotMatch("(?i)(.*\\.)?localhost\\.?");
        if (!host.matches("\\[.*]|[0-9.]+")) {
            return;
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host.replaceFirst("\\.$", ""));
        } catch (UnknownHostException e) {
            return;
        }
        assertThat(address)
                .matches(each -> !(each.isLoopbackAddress()
                        || each.isAnyLocalAddress()
                        || each.isSiteLocalAddress()
                        || each.isLinkLocalAddress()
                        || each.isMulticastAddress()));
    }
}
