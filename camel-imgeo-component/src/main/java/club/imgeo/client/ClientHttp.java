package club.imgeo.client;

import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP client, set up never to do anything on its own account, and the threads it runs on. */
record ClientHttp(HttpClient client, ThreadPoolExecutor executor) {
    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
    private static final String RESENDS = "jdk.httpclient.enableAllMethodRetry";

    /** For calls of the API. Few threads, since none of them waits for an answer. */
    static ClientHttp of(ClientSettings settings) {
        int count = Math.max(4, Math.min(16, Runtime.getRuntime().availableProcessors() * 2));
        return of(settings, threads("imgeo-client", count));
    }

    /** Apart from the calls, since its threads wait for name services and disks. */
    static ClientHttp forDownloads(ClientSettings settings, int most) {
        return of(settings, threads("imgeo-download", most));
    }

    private static ClientHttp of(ClientSettings settings, ThreadPoolExecutor executor) {
        refuseResending();
        keepIdleConnectionsBriefly();
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(executor);
        if (settings.sslContext() != null) {
            http.sslContext(settings.sslContext());
        }
        if (settings.proxy() != null) {
            http.proxy(ProxySelector.of(settings.proxy()));
        }
        return new ClientHttp(http.build(), executor);
    }

    /** As seen through the same proxy. */
    ImageSources sources(ClientSettings settings) {
        ProxySelector proxies = client.proxy().orElseGet(ClientHttp::proxiesOfTheJvm);
        return new ImageSources(settings.baseUrl(), settings.allowPlainHttp(), proxies, InetAddress::getAllByName);
    }

    /** There may be none. */
    private static ProxySelector proxiesOfTheJvm() {
        ProxySelector jvms = ProxySelector.getDefault();
        return jvms == null ? HttpClient.Builder.NO_PROXY : jvms;
    }

    /** With this property set, the JDK sends a POST again whose reply was lost, and each is paid for. */
    private static void refuseResending() {
        String value = System.getProperty(RESENDS);
        if (value != null && (value.isEmpty() || Boolean.parseBoolean(value))) {
            throw new IllegalStateException("the system property " + RESENDS
                    + " is set, which makes the JDK pay twice for a lost reply; remove it");
        }
    }

    /**
     * Before JDK 20 an idle connection is kept for 20 minutes. Networks forget one much sooner and tell nobody, and a
     * paid request that goes out on it is in doubt. 30 seconds is the later JDKs' own default.
     */
    private static void keepIdleConnectionsBriefly() {
        if (Runtime.version().feature() < 20 && System.getProperty(KEEP_ALIVE) == null) {
            System.setProperty(KEEP_ALIVE, "30");
        }
    }

    /** None when idle. */
    private static ThreadPoolExecutor threads(String name, int count) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
