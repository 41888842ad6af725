package club.imgeo.kafka;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Trust and keys for the connection to the API, made of PEM text. Reads no file. */
final class Tls {
    /** The store lives in memory only. */
    private static final char[] NO_PASSWORD = new char[0];

    private Tls() {}

    /** Checks that each option can be read, and that a certificate comes with its key. */
    static void check(Given given, Objections objections) {
        check(SinkOptions.TRUSTSTORE_CERTIFICATES, Pem::certificates, given, objections);
        check(SinkOptions.KEYSTORE_CHAIN, Pem::certificates, given, objections);
        check(SinkOptions.KEYSTORE_KEY, Pem::key, given, objections);
        require(SinkOptions.KEYSTORE_CHAIN, SinkOptions.KEYSTORE_KEY, given, objections);
        require(SinkOptions.KEYSTORE_KEY, SinkOptions.KEYSTORE_CHAIN, given, objections);
    }

    private interface Reader {
        Object read(String text);
    }

    private static void check(String option, Reader reader, Given given, Objections objections) {
        String text = given.raw(option);
        try {
            if (text != null) {
                var unused = reader.read(text);
            }
        } catch (IllegalArgumentException e) {
            objections.add(option, String.valueOf(e.getMessage()));
        }
    }

    private static void require(String option, String with, Given given, Objections objections) {
        if (given.raw(with) != null && given.raw(option) == null) {
            objections.add(option, "is missing; set it together with " + with);
        }
    }

    /**
     * Makes a context that trusts {@code trusted} and no other, or whom the JVM trusts if that is null.
     *
     * @throws IllegalArgumentException for text that cannot be read
     */
    static SSLContext context(@Nullable String trusted, @Nullable String chain, @Nullable String key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    chain == null || key == null ? null : keys(chain, key),
                    trusted == null ? null : trust(trusted),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificates or the key cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(String trusted) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        List<Certificate> certificates = Pem.certificates(trusted);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("trusted-" + i, certificates.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(String chain, String key) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own", Pem.key(key), NO_PASSWORD, Pem.certificates(chain).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
