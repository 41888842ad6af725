package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where images may come from, with a name service that knows a few traps. */
class ImageSourcesTest {
    private static final URI IMGEO = URI.create("https://www.imgeo.club");
    private static final URI SANDBOX = URI.create("http://localhost:8080");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pub-xxx.r2.dev/generations/uid/1-0.webp",
                "HTTPS://PUB-XXX.R2.DEV/1.webp",
                "https://pub-xxx.r2.dev./1.webp",
                "https://images.example.com/1.webp",
                "https://www.imgeo.club/1.webp",
                "https://www.imgeo.club:443/1.webp"
            })
    void allows(String image) throws IOException {
        check(IMGEO, image);
    }

    @ParameterizedTest
    @CsvSource({
        "http://pub-xxx.r2.dev/1.webp,             not https",
        "ftp://pub-xxx.r2.dev/1.webp,              not https",
        "file:///etc/passwd,                       not absolute",
        "/1.webp,                                  not absolute",
        "https://me@pub-xxx.r2.dev/1.webp,         carries a user name",
        "https://r2.dev/1.webp,                    not in downloadHosts",
        "https://evil-r2.dev/1.webp,               not in downloadHosts",
        "https://r2.dev.example.org/1.webp,        not in downloadHosts",
        "https://cdn.images.example.com/1.webp,    not in downloadHosts",
        "http://www.imgeo.club/1.webp,             not https",
        "https://www.imgeo.club:8443/1.webp,       not in downloadHosts",
        "https://127.0.0.1/1.webp,                 not in downloadHosts",
        "https://inside.r2.dev/1.webp,             in a private network",
        "https://half.r2.dev/1.webp,               in a private network",
        "https://metadata.r2.dev/1.webp,           in a private network"
    })
    void refuses(String image, String why) {
        assertThatThrownBy(() -> check(IMGEO, image))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesAPrivateAddressThatIsAllowedByName() {
        DownloadRules rules = new DownloadRules(Path.of("."), List.of("169.254.169.254", "10.0.0.1"), 1);

        for (String host : rules.hosts()) {
            assertThatThrownBy(() -> sources(IMGEO, false, HttpClient.Builder.NO_PROXY)
                            .check(URI.create("https://" + host + "/1.webp"), rules))
                    .hasMessageContaining("in a private network");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/1.png", "http://127.0.0.1:8080/1.png", "http://[::1]:8080/1.png"})
    void allowsWhereTheApiItselfIs(String image) throws IOException {
        check(SANDBOX, image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8081/1.png", "https://localhost:8080/1.png", "http://10.0.0.1:8080/1.png"})
    void refusesNextToWhereTheApiIs(String image) {
        assertThatThrownBy(() -> check(SANDBOX, image)).isInstanceOf(Refusal.class);
    }

    @Test
    void allowsPlainHttpWhereItIsAskedForByName() throws IOException {
        sources(IMGEO, true, HttpClient.Builder.NO_PROXY).check(URI.create("http://pub-xxx.r2.dev/1.webp"), rules());
    }

    @Test
    void doubtsAHostThatNobodyKnows() {
        assertThatThrownBy(() -> check(IMGEO, "https://nowhere.r2.dev/1.webp"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void leavesTheNameToTheProxyWhereThereIsOne() throws IOException {
        ProxySelector proxy = ProxySelector.of(InetSocketAddress.createUnresolved("proxy.example.com", 3128));

        sources(IMGEO, false, proxy).check(URI.create("https://nowhere.r2.dev/1.webp"), rules());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "*.dev", "dev", "https://pub-xxx.r2.dev", "a b.example.com", "*.*.r2.dev", "r2.dev:443"})
    void takesNoHostsThatAreNone(String host) {
        assertThatThrownBy(() -> new DownloadRules(Path.of("."), List.of(host), 1))
                .hasMessageContaining("downloadHosts: '");
    }

    @Test
    void takesNoSizeThatIsNone() {
        assertThatThrownBy(() -> new DownloadRules(Path.of("."), List.of(), 0)).hasMessageContaining("maxImageSize: 0");
        assertThat(new DownloadRules(Path.of("."), List.of("Images.Example.COM"), 1).hosts())
                .containsExactly("images.example.com");
    }

    private static void check(URI own, String image) throws IOException {
        sources(own, false, HttpClient.Builder.NO_PROXY).check(URI.create(image), rules());
    }

    private static DownloadRules rules() {
        return new DownloadRules(Path.of("."), List.of("*.r2.dev", "images.example.com"), 1);
    }

    private static ImageSources sources(URI own, boolean plainHttp, ProxySelector proxies) {
        return new ImageSources(own, plainHttp, proxies, ImageSourcesTest::addresses);
    }

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        return switch (host) {
            case "inside.r2.dev" -> InetAddress.getAllByName("10.1.2.3");
            case "half.r2.dev" ->
                new InetAddress[] {InetAddress.getAllByName("1.1.1.1")[0], InetAddress.getAllByName("::1")[0]};
            case "metadata.r2.dev" -> InetAddress.getAllByName("169.254.169.254");
            case "nowhere.r2.dev" -> throw new UnknownHostException(host);
            default -> InetAddress.getAllByName("1.1.1.1");
        };
    }
}
