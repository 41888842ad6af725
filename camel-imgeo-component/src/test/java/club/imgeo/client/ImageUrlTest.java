package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/fox.png",
                "HTTP://EXAMPLE.ORG/fox.png?size=1#top",
                "https://pub-xxx.r2.dev:8443/generations/uid/1-0.webp",
                "https://example.org./fox.png",
                "http://1.1.1.1/fox.png",
                "http://172.15.0.1/fox.png",
                "http://172.32.0.1/fox.png",
                "http://100.63.0.1/fox.png",
                "http://100.128.0.1/fox.png",
                "http://192.0.1.1/fox.png",
                "http://198.17.0.1/fox.png",
                "http://198.20.0.1/fox.png",
                "http://[2001:4860:4860::8888]/fox.png",
                "http://[2606:4700:4700::1111]/fox.png",
                "https://10.example.org/fox.png",
                "https://localhost.example.org/fox.png"
            })
    void takesAPublicUrl(String url) {
        assertThat(ImageUrl.objectionTo(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/fox.png",
                "http://127.1/fox.png",
                "http://127.255.255.254/fox.png",
                "http://127.0.0.1./fox.png",
                "http://2130706433/fox.png",
                "http://0x7f.1/fox.png",
                "http://0x7f000001/fox.png",
                "http://0177.0.0.1/fox.png",
                "http://0.0.0.0/fox.png",
                "http://0/fox.png",
                "http://0.1.2.3/fox.png",
                "http://10.0.0.1/fox.png",
                "http://172.16.0.1/fox.png",
                "http://172.31.255.255/fox.png",
                "http://192.168.1.1/fox.png",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1/fox.png",
                "http://100.127.255.255/fox.png",
                "http://192.0.0.192/opc/v1/instance/",
                "http://198.18.0.1/fox.png",
                "http://198.19.255.255/fox.png",
                "http://224.0.0.1/fox.png",
                "http://255.255.255.255/fox.png",
                "http://[::1]/fox.png",
                "http://[::]/fox.png",
                "http://[0:0:0:0:0:0:0:1]/fox.png",
                "http://[::ffff:127.0.0.1]/fox.png",
                "http://[::ffff:7f00:1]/fox.png",
                "http://[::127.0.0.1]/fox.png",
                "http://[64:ff9b::127.0.0.1]/fox.png",
                "http://[2002:7f00:1::]/fox.png",
                "http://[2001:0:7f00:1::1]/fox.png",
                "http://[fe80::1]/fox.png",
                "http://[fe80::1%25eth0]/fox.png",
                "http://[fc00::1]/fox.png",
                "http://[fd12:3456::1]/fox.png",
                "http://[ff02::1]/fox.png",
                "http://%31%32%37.0.0.1/fox.png",
                "http://\u2460\u2461\u2466.0.0.1/fox.png",
                "http://example.org\\@127.0.0.1/fox.png",
                "http://localhost/fox.png",
                "http://LOCALHOST:8080/fox.png",
                "http://localhost./fox.png",
                "http://fox.localhost/fox.png",
                "http://fox.localhost./fox.png",
                "https://user:secret@example.org/fox.png",
                "https://secret@example.org/fox.png",
                "https://example.org@127.0.0.1/fox.png",
                "//example.org/fox.png",
                "example.org/fox.png",
                "/fox.png",
                "fox",
                "",
                "   ",
                "http://",
                "https:///fox.png",
                "https:example.org",
                "ftp://example.org/fox.png",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "javascript:alert(1)",
                "https://exa mple.org/fox.png",
                "https://example.org/a fox.png",
                "https://example.org/fox\r\nHost: evil"
            })
    void refusesWhatTheServerCannotReachOrMustNot(String url) {
        assertThat(ImageUrl.objectionTo(url)).hasValueSatisfying(objection -> assertThat(objection)
                .startsWith("image: '")
                .doesNotContain("secret")
                .doesNotContain("\n"));
    }

    @Test
    void showsNoPasswordHoweverItIsWritten() {
        assertThat(ImageUrl.objectionTo("https://u:secret@x:secret@example.org/")
                        .orElseThrow())
                .doesNotContain("secret");
        assertThat(ImageUrl.objectionTo("https://u:sec/ret@example.org/").orElseThrow())
                .doesNotContain("sec/ret");
    }
}
