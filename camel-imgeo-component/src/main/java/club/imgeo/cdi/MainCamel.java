package club.imgeo.cdi;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.EnvironmentAccount;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configured as camel-main does it, with the application's beans as its registry, where it finds the routes, too. */
final class MainCamel extends SimpleMain implements Camel {
    private static final Logger LOG = LoggerFactory.getLogger(MainCamel.class);
    private static final String IMGEO = "imgeo";

    private final CdiBeans beans;
    private final @Nullable MicroProfileSource config = MicroProfileSource.find();
    private boolean configured;

    MainCamel(CdiBeans beans) {
        super(new DefaultCamelContext(beans));
        this.beans = beans;
        LOG.info("The application has no CamelContext among its beans, so there is one now, with the routes among them;"
                + " produce your own to have it taken instead");
        if (config != null) {
            camelContext.getPropertiesComponent().addPropertiesSource(config);
        }
    }

    @Override
    public CamelContext context() {
        return camelContext;
    }

    @Override
    public synchronized void prepare() {
        if (isNew()) {
            init();
        } else if (!configured) { // a bean that Camel looks for while it is configured asks for what is configured
            throw new IllegalStateException(
                    "imgeo: an ImgeoClient is asked for too early, by a bean that Camel is to be"
                            + " configured with; inject a jakarta.inject.Provider<ImgeoClient> there");
        }
    }

    @Override
    public void start() {
        try {
            prepare();
            super.start();
        } catch (RuntimeException e) {
            camelContext.stop(); // or else what did start goes on
            throw e;
        }
    }

    /** Before the routes are made, which may need a client. */
    @Override
    protected void autoconfigure(CamelContext context) throws Exception {
        ImgeoComponent own = beans.unnamed(ImgeoComponent.class);
        if (own != null) {
            context.addComponent(IMGEO, own);
        }
        ImgeoComponent imgeo = context.getComponent(IMGEO, ImgeoComponent.class);
        if (config != null && own == null) { // first, so that camel.component.imgeo.base-url replaces it
            imgeo.setBaseUrl(config.unlessInEnvironment(EnvironmentAccount.BASE_URL));
        }
        super.autoconfigure(context);
        String key = imgeo.getApiKey();
        if (config != null && (key == null || key.isBlank())) {
            imgeo.setApiKey(config.unlessInEnvironment(EnvironmentAccount.API_KEY));
        }
        configured = true;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        beans.release();
    }
}
