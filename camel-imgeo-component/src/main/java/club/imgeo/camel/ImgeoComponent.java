package club.imgeo.camel;

import club.imgeo.charge.CreditAccount;
import club.imgeo.charge.CreditCheck;
import club.imgeo.charge.Reconciliation;
import club.imgeo.client.BaseUrl;
import club.imgeo.client.DownloadRules;
import club.imgeo.client.EnvironmentAccount;
import club.imgeo.client.ImageFile;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ModelValidation;
import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * One imgeo account in Camel. What belongs to the account, the key, the client and the balance, is here and shared by
 * all endpoints; for a second account, add a second component under another name.
 */
@Component("imgeo")
public class ImgeoComponent extends DefaultComponent implements SSLContextParametersAware {
    @Metadata(label = "security", secret = true)
    private @Nullable String apiKey;

    @Metadata(label = "common", defaultValue = ImgeoClient.DEFAULT_BASE_URL)
    private @Nullable String baseUrl;

    @Metadata(label = "security", defaultValue = "false")
    private boolean allowPlainHttp;

    @Metadata(label = "common", javaType = "java.time.Duration", defaultValue = "5m")
    private long requestTimeout = 300_000;

    @Metadata(label = "advanced", javaType = "java.time.Duration", defaultValue = "10s")
    private long connectTimeout = 10_000;

    @Metadata(label = "common", defaultValue = "2")
    private int maxRetries = 2;

    @Metadata(label = "common", defaultValue = "64")
    private int maxInFlight = 64;

    @Metadata(label = "common", defaultValue = "4")
    private int maxCount = 4;

    @Metadata(label = "common", defaultValue = "cached", enums = "off,cached,live")
    private CreditCheck creditCheck = CreditCheck.CACHED;

    @Metadata(label = "common", defaultValue = "memory")
    private Object journal = "memory";

    @Metadata(label = "advanced", javaType = "java.time.Duration", defaultValue = "30d")
    private long journalRetention = Duration.ofDays(30).toMillis();

    @Metadata(label = "common")
    private @Nullable Long creditBudget;

    @Metadata(label = "common", defaultValue = "none")
    private String creditBudgetWindow = "none";

    @Metadata(label = "common", defaultValue = Budget.PER_COMPONENT)
    private String creditBudgetPer = Budget.PER_COMPONENT;

    @Metadata(label = "common", defaultValue = "strict", enums = "strict,lenient,off")
    private ModelValidation modelValidation = ModelValidation.STRICT;

    @Metadata(label = "common", defaultValue = "1")
    private long healthMinimumCredits = 1;

    @Metadata(label = "security")
    private @Nullable SSLContextParameters sslContextParameters;

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "advanced")
    private @Nullable String proxy;

    @Metadata(label = "security", defaultValue = "*.r2.dev")
    private String downloadHosts = "*.r2.dev";

    @Metadata(label = "advanced")
    private @Nullable String downloadDirectory;

    @Metadata(label = "security", defaultValue = "20971520")
    private long maxImageSize = 20 * 1024 * 1024;

    private final JournalOption journals = new JournalOption();
    /** Counts on after a stop, too. */
    private final Sight sight = new Sight();

    private @Nullable ImgeoClient client;
    private boolean stopped;
    private @Nullable Reconciliation reconciliation;
    private @Nullable ExecutorService workers;
    private @Nullable ScheduledExecutorService clerk;
    private @Nullable Ledgers ledgers;
    private @Nullable Budget budget;
    private @Nullable DownloadFolder downloads;
    private @Nullable Exposure exposure;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        UriCheck.check(uri, parameters);
        ImgeoEndpoint endpoint = new ImgeoEndpoint(uri, this);
        endpoint.setOperation(ImgeoOperation.parse(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RedeliveryGuard.ensure(getCamelContext());
        ImgeoClient opened = openClient();
        sight.knows(opened::models);
        Duration retention = journalRetention <= 0 ? null : Duration.ofMillis(journalRetention);
        Reconciliation reconciling = new Reconciliation(opened::balance, InstantSource.system(), retention);
        reconciliation = reconciling;
        CreditAccount account = new CreditAccount(creditCheck, reconciling::balance, System::nanoTime);
        workers = Workers.open(this);
        downloads = new DownloadFolder(downloadDirectory);
        budget = Budget.of(creditBudget, creditBudgetWindow, creditBudgetPer);
        ScheduledExecutorService scheduler =
                getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "ImgeoJournal");
        clerk = scheduler;
        Ledgers opening = new Ledgers(opened, account, scheduler, retention, journals, sight);
        ledgers = opening;
        if (!"memory".equals(journal)) { // a bad one must fail the start; one in memory is made where it is needed
            opening.of(journal);
        }
        exposure = Exposure.of(this);
    }

    @Override
    protected void doStop() throws Exception {
        closeClient();
        if (ledgers != null) {
            ledgers.close();
        }
        if (exposure != null) { // after the ledgers, so that the meters have what ends by the stop
            exposure.close();
        }
        if (clerk != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(clerk);
        }
        if (workers != null) {
            Workers.close(this, workers);
        }
        if (downloads != null) {
            downloads.close();
        }
        super.doStop();
    }

    boolean hasApiKey() {
        return ClientFactory.apiKey(this) != null;
    }

    /** Says why there is no API key, and what to do. */
    String whyNoApiKey() {
        BaseUrl address = address();
        return environment().mayPayAt(address) || environment().variable(EnvironmentAccount.API_KEY) == null
                ? "apiKey is missing; set camel.component.imgeo.api-key, or IMGEO_API_KEY in the environment"
                : "apiKey is missing: " + environment().withheld(EnvironmentAccount.API_KEY, address)
                        + "; set camel.component.imgeo.api-key, or set IMGEO_BASE_URL=" + address
                        + " in the environment";
    }

    /** The address that requests go to. */
    BaseUrl address() {
        return new BaseUrl(getBaseUrl());
    }

    static EnvironmentAccount environment() {
        return EnvironmentAccount.ofProcess();
    }

    /**
     * The client of this account, for calls from Java: the one that the routes use, there before the component is started
     * and closed when it stops. After a restart it is another one, so ask again then. Its calls are not guarded by the charge journal, and count in no budget: a direct call
     * that is made again is paid for again.
     *
     * @throws IllegalStateException from when the component stops until it is started again
     */
    public synchronized ImgeoClient client() {
        ImgeoClient open = client;
        if (open == null) {
            if (stopped) { // nobody would close it
                throw new IllegalStateException(
                        "the imgeo component is stopped, and its client closed; start it, and ask for the client again");
            }
            open = ClientFactory.open(this);
            client = open;
        }
        return open;
    }

    private synchronized ImgeoClient openClient() {
        stopped = false;
        return client();
    }

    private synchronized void closeClient() {
        stopped = true;
        if (client != null) {
            client.close();
            client = null;
        }
    }

    Reconciliation reconciliation() {
        return started(reconciliation);
    }

    Ledgers ledgers() {
        return started(ledgers);
    }

    Sight sight() {
        return sight;
    }

    ScheduledExecutorService clerk() {
        return started(clerk);
    }

    @Nullable
    Budget budget() {
        return budget;
    }

    DownloadRules downloadRules() {
        List<String> hosts = Stream.of(downloadHosts.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        return new DownloadRules(started(downloads).path(), hosts, maxImageSize);
    }

    File keep(ImageFile image) {
        return started(downloads).keep(image);
    }

    /** As the context knows it, so that the charges of two accounts in one journal stay apart. */
    String name() {
        return knownName()
                .orElseThrow(() -> new IllegalStateException("the Camel context has no name for this imgeo component;"
                        + " add it with addComponent, under a name of its own"));
    }

    /** Empty while it is being added to a context that runs, which starts it before. */
    Optional<String> knownName() {
        return getCamelContext().getComponentNames().stream()
                .filter(name -> getCamelContext().hasComponent(name) == this)
                .findFirst();
    }

    ExecutorService workers() {
        return started(workers);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the imgeo component is not started");
        }
        return part;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    /**
     * The key to the imgeo account that pays, as imgeo_sk_... If it is not set, the environment variable IMGEO_API_KEY is
     * used, provided that baseUrl is https://www.imgeo.club or the address in IMGEO_BASE_URL of the same environment; any
     * other address needs a key here. Not needed for imgeo:models and imgeo:quote.
     */
    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    /** Returns the address in use, also if the option is not set. */
    public String getBaseUrl() {
        String url = baseUrl;
        return url == null || url.isBlank() ? environment().baseUrl().value() : url;
    }

    /**
     * The address of the API. If it is not set, the environment variable IMGEO_BASE_URL is used, and otherwise
     * https://www.imgeo.club. Set either to try things out against the sandbox.
     */
    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public boolean isAllowPlainHttp() {
        return allowPlainHttp;
    }

    /**
     * Allows a baseUrl with plain http to another host than this one, where everybody on the way can read the API key;
     * and lets download=true fetch images by plain http.
     */
    public void setAllowPlainHttp(boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * How long one generation may take once its turn has come, connecting and retries included. One that takes
     * longer is in doubt, so be generous.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** How long making a connection may take. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * How often a call is made again by itself where that is free: it never reached the server, or the server took
     * nothing or gave it back. What may have been paid for is never sent again. 0 turns retries off.
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** How many generations run at a time. More wait their turn, first come, first served, without holding a thread. */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public int getMaxCount() {
        return maxCount;
    }

    /** The most images that one message may ask for, whatever its headers say. */
    public void setMaxCount(int maxCount) {
        this.maxCount = maxCount;
    }

    public CreditCheck getCreditCheck() {
        return creditCheck;
    }

    /**
     * How the balance is held against the price before a paid call: not at all (off), against a balance at most 30
     * seconds old less what is in flight (cached), or against one asked for before each call (live).
     */
    public void setCreditCheck(CreditCheck creditCheck) {
        this.creditCheck = creditCheck;
    }

    public long getHealthMinimumCredits() {
        return healthMinimumCredits;
    }

    /**
     * The health check is down while fewer credits than these are left. 0 is for no such limit. To check costs no
     * credits.
     */
    public void setHealthMinimumCredits(long healthMinimumCredits) {
        this.healthMinimumCredits = healthMinimumCredits;
    }

    public ModelValidation getModelValidation() {
        return modelValidation;
    }

    /**
     * Whether a model that nobody knows is refused with the nearest names (strict) or left to the server (lenient), or
     * whether no limit of any model is checked (off).
     */
    public void setModelValidation(ModelValidation modelValidation) {
        this.modelValidation = modelValidation;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** Keys and trust of your own for https. */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Uses the SSL context parameters of the Camel context. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public @Nullable String getProxy() {
        return proxy;
    }

    /** An HTTP proxy, as host:port. The proxy settings of the JVM are used where it is not set. */
    public void setProxy(@Nullable String proxy) {
        this.proxy = proxy;
    }

    public Object getJournal() {
        return journal;
    }

    /**
     * Where it is written down what is paid for, so that nothing is paid for twice: in memory, which does not survive
     * the process; in files (file:DIR), for one process at a time; in a database (#NAME, a javax.sql.DataSource) that
     * nodes share; or in a ChargeJournal of your own (#NAME). With off, what is sent again is paid for again.
     */
    public void setJournal(Object journal) {
        this.journal = journal;
    }

    public long getJournalRetention() {
        return journalRetention;
    }

    /**
     * How long the journal keeps what has ended; a key that it has forgotten can be paid for again. What is in doubt, is
     * reused by its content, or counts in a budget, it keeps longer. 0 keeps everything. In memory, only the last
     * hundred thousand keys are kept anyway.
     */
    public void setJournalRetention(long journalRetention) {
        this.journalRetention = journalRetention;
    }

    public @Nullable Long getCreditBudget() {
        return creditBudget;
    }

    /** The most credits that may be spent in creditBudgetWindow: a hard cap of your own, counted from the journal. */
    public void setCreditBudget(@Nullable Long creditBudget) {
        this.creditBudget = creditBudget;
    }

    public String getCreditBudgetWindow() {
        return creditBudgetWindow;
    }

    /** The time that creditBudget is for, looking back from each message, such as 1h or 1d; none for all time. */
    public void setCreditBudgetWindow(String creditBudgetWindow) {
        this.creditBudgetWindow = creditBudgetWindow;
    }

    public String getCreditBudgetPer() {
        return creditBudgetPer;
    }

    /** What shares creditBudget: the component, the route, or, as header:NAME, all messages with one value of a header. */
    public void setCreditBudgetPer(String creditBudgetPer) {
        this.creditBudgetPer = creditBudgetPer;
    }

    public String getDownloadHosts() {
        return downloadHosts;
    }

    /**
     * The hosts that download=true may fetch images from, separated by commas; one that begins with a star,
     * as the default does, stands for all whose name ends with the rest. The baseUrl's own may always. Others are refused, and so are those in a private network.
     */
    public void setDownloadHosts(String downloadHosts) {
        this.downloadHosts = downloadHosts;
    }

    public @Nullable String getDownloadDirectory() {
        return downloadDirectory;
    }

    /**
     * Where images are between download=true and the end of their exchange: a directory of its own, or else a new one,
     * for this user alone, among the JVM's temporary files.
     */
    public void setDownloadDirectory(@Nullable String downloadDirectory) {
        this.downloadDirectory = downloadDirectory;
    }

    public long getMaxImageSize() {
        return maxImageSize;
    }

    /** The most bytes that one image may have with download=true. */
    public void setMaxImageSize(long maxImageSize) {
        this.maxImageSize = maxImageSize;
    }
}
