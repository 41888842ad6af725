package club.imgeo.camel;

import club.imgeo.charge.KnownBalance;
import club.imgeo.client.ImageModel;
import club.imgeo.client.ModelCatalog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Meters} in a registry of Micrometer's. To read one asks nobody. */
final class MicrometerMeters implements Sight.Onlooker {
    private static final Logger LOG = LoggerFactory.getLogger(MicrometerMeters.class);
    /** Under which camel-micrometer looks for it first. */
    private static final String NAME = "metricsRegistry";

    /** Few, as there is one of each for every model and outcome. */
    private static final Duration[] BUCKETS = IntStream.of(1, 2, 5, 10, 20, 30, 60, 120, 300)
            .mapToObj(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final ImgeoComponent component;
    private final Tags tags;
    private final List<Meter> gauges = new ArrayList<>();

    private MicrometerMeters(MeterRegistry registry, ImgeoComponent component, String name) {
        this.registry = registry;
        this.component = component;
        tags = Tags.of("component", name);
    }

    /** @return ends it; null where the application has no registry of meters, or several and none of them first */
    static @Nullable Runnable publish(ImgeoComponent component, String name, Figures figures) {
        MeterRegistry registry = registry(component.getCamelContext().getRegistry());
        if (registry == null) {
            return null;
        }
        MicrometerMeters meters = new MicrometerMeters(registry, component, name);
        meters.register(figures);
        component.sight().tells(meters);
        return meters::close;
    }

    /** As camel-micrometer finds it, but makes none. */
    private static @Nullable MeterRegistry registry(Registry beans) {
        MeterRegistry named = beans.lookupByNameAndType(NAME, MeterRegistry.class);
        if (named != null) {
            return named;
        }
        Set<CompositeMeterRegistry> composites = beans.findByType(CompositeMeterRegistry.class);
        Set<? extends MeterRegistry> all = composites.isEmpty() ? beans.findByType(MeterRegistry.class) : composites;
        if (all.size() > 1) {
            LOG.warn("There are {} registries of meters; bind the one to publish to as {}", all.size(), NAME);
        }
        return all.size() == 1 ? all.iterator().next() : null;
    }

    private void register(Figures figures) {
        Sight sight = component.sight();
        gauge(Meters.IN_FLIGHT, sight::inFlight);
        gauge(Meters.RESERVED, sight::reserved);
        gauge(
                Meters.DOUBTS,
                () -> figures.doubts() == null ? null : figures.doubts().count());
        gauge(
                Meters.CREDITS_IN_DOUBT,
                () -> figures.doubts() == null ? null : figures.doubts().credits());
        gauge(Meters.BALANCE, () -> {
            KnownBalance balance = figures.balance();
            return balance == null ? null : balance.credits();
        });
        gauge(Meters.UNEXPLAINED, figures::unexplained);
        gauge(Meters.JOURNAL_TROUBLE, () -> component.ledgers().trouble().isPresent() ? 1 : 0);
        gauges.add(TimeGauge.builder(
                        Meters.AGE.id(),
                        () -> figures.age() == null ? Double.NaN : figures.age().toMillis(),
                        TimeUnit.MILLISECONDS)
                .description(Meters.AGE.description())
                .tags(tags)
                .register(registry));
        // From 0 on, or what is spent first would be in no rate.
        Stream.concat(ModelCatalog.bundled().models().stream().map(ImageModel::id), Stream.of(Ending.OTHER))
                .forEach(model -> {
                    spent(model, BigDecimal.ZERO);
                    refunded(model, BigDecimal.ZERO);
                });
    }

    private void gauge(Meters meter, Supplier<? extends @Nullable Number> value) {
        gauges.add(Gauge.builder(meter.id(), () -> {
                    Number known = value.get();
                    return known == null ? Double.NaN : known;
                })
                .description(meter.description())
                .tags(tags)
                .register(registry));
    }

    @Override
    public void spent(String model, BigDecimal credits) {
        counter(Meters.SPENT, model).increment(credits.doubleValue());
    }

    @Override
    public void refunded(String model, BigDecimal credits) {
        counter(Meters.REFUNDED, model).increment(credits.doubleValue());
    }

    private Counter counter(Meters meter, String model) {
        return Counter.builder(meter.id())
                .description(meter.description())
                .tags(tags.and("model", model))
                .register(registry);
    }

    @Override
    public void ended(Ending ending) {
        Timer.builder(Meters.GENERATE.id())
                .description(Meters.GENERATE.description())
                .tags(tags.and("model", ending.model(), "outcome", ending.how().toString()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(ending.took());
    }

    /** Takes back what would go on to look at a component that is stopped; what it counted stays. */
    private void close() {
        component.sight().tells(Sight.Onlooker.NOBODY);
        gauges.forEach(registry::remove);
    }
}
