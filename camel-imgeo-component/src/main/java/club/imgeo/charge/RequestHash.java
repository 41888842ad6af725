package club.imgeo.charge;

import club.imgeo.client.GenerateRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Tells requests apart without keeping them: what is left to a default is the same as what says it. */
final class RequestHash {
    private RequestHash() {}

    /** 64 hexadecimal digits. */
    static String of(GenerateRequest request) {
        MessageDigest digest = sha256();
        List<String> parts = List.of(
                request.model(),
                request.prompt(),
                Integer.toString(request.count()),
                Objects.toString(request.aspectRatio(), "1:1"),
                Objects.toString(request.mode(), "text2img"),
                Objects.requireNonNullElse(request.negativePrompt(), ""),
                Objects.requireNonNullElse(request.image(), ""));
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8)); // so that no part runs into the next
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
