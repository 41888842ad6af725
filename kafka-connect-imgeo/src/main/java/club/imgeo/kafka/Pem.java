package club.imgeo.kafka;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads certificates and keys in PEM, in linear time. Passes over comments between the blocks. No message quotes the text,
 * which may be a secret.
 */
final class Pem {
    /** Enough for twice the authorities that a JVM trusts. */
    private static final int MAX_CHARACTERS = 512 * 1024;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40}+)-----([A-Za-z0-9+/=\\s]*+)-----END ([A-Z0-9 ]{1,40}+)-----");
    /** Between blocks, this is part of one that is broken, and that must not be passed over. */
    private static final Pattern BROKEN = Pattern.compile("--\\s?(?:BEGIN|END)\\s");

    private static final Pattern LINE = Pattern.compile(".{1,64}");
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");
    private static final String BEGIN = "-----BEGIN ";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private record Block(String label, String base64) {
        byte[] content() {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw notPem();
            }
        }
    }

    private Pem() {}

    /** @throws IllegalArgumentException for anything but one or more certificates */
    static List<Certificate> certificates(String text) {
        List<Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(text)) {
            if (!block.label.equals(CERTIFICATE)) {
                throw new IllegalArgumentException(
                        "a block is no certificate; give only -----BEGIN CERTIFICATE----- blocks");
            }
            try {
                certificates.add(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.content())));
            } catch (CertificateException e) {
                throw new IllegalArgumentException(
                        "a certificate cannot be read; give X.509 certificates as PEM text", e);
            }
        }
        return certificates;
    }

    /** @throws IllegalArgumentException for anything but one key in PKCS#8 that is not encrypted */
    static PrivateKey key(String text) {
        List<Block> blocks = blocks(text);
        if (blocks.size() != 1 || !blocks.get(0).label.equals(KEY)) {
            throw new IllegalArgumentException(
                    "this is not one -----BEGIN PRIVATE KEY----- block (PKCS#8, not encrypted);"
                            + " openssl pkcs8 -topk8 -nocrypt makes one");
        }
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0).content()));
            } catch (InvalidKeySpecException e) {
                // another algorithm's
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("the key cannot be read; give one for " + String.join(", ", KEY_ALGORITHMS));
    }

    /** Returns the blocks of {@code text} alone, since Kafka's own parser is slow with some of what may be between them. */
    static String canonical(String text) {
        return blocks(text).stream()
                .map(block -> "-----BEGIN " + block.label + "-----\n"
                        + LINE.matcher(block.base64).replaceAll("$0\n") + "-----END " + block.label + "-----\n")
                .collect(Collectors.joining());
    }

    /** Returns {@code text} if it is a key as for {@link #key}, or an encrypted one, which Kafka's clients decrypt. */
    static String checkedForKafka(String text) {
        List<Block> blocks = blocks(text);
        if (blocks.size() != 1 || !blocks.get(0).label.equals(ENCRYPTED_KEY)) {
            var unused = key(text);
        }
        return text;
    }

    private static List<Block> blocks(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    text.length() + " characters are too many; give at most " + MAX_CHARACTERS);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        int end = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, end)) {
            checkComment(text.substring(end, begin));
            matcher.region(begin, text.length());
            if (!matcher.lookingAt() || !matcher.group(1).equals(matcher.group(3))) {
                throw notPem();
            }
            blocks.add(new Block(
                    matcher.group(1), WHITESPACE.matcher(matcher.group(2)).replaceAll("")));
            end = matcher.end();
        }
        checkComment(text.substring(end));
        if (blocks.isEmpty()) {
            throw notPem();
        }
        return blocks;
    }

    private static void checkComment(String text) {
        if (BROKEN.matcher(text).find()) {
            throw notPem();
        }
    }

    private static IllegalArgumentException notPem() {
        return new IllegalArgumentException(
                "this is not PEM text; give the text itself, each block complete from -----BEGIN to -----END, and never a"
                        + " path");
    }
}
