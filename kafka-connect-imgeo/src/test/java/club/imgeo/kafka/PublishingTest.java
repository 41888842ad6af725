package club.imgeo.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.management.ObjectName;
import javax.tools.ToolProvider;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    private static final String CONTEXT = "org.apache.kafka.connect.sink.SinkTaskContext";
    private static final String PLUGIN_METRICS = "org.apache.kafka.common.metrics.PluginMetrics";

    @Test
    void looksWhetherTheWorkerTakesMetrics() {
        assertThat(Publishing.takesMetrics(SinkTaskContext.class)).isTrue();
        assertThat(Publishing.takesMetrics(Runnable.class)).isFalse();
    }

    @Test
    void publishesByJmxWhereTheWorkerHasNoClassForMetrics(@TempDir Path classes) throws Exception {
        String connector = "c" + UUID.randomUUID();
        try (OldWorker worker = new OldWorker(oldContext(classes))) {
            AutoCloseable published = worker.publish(connector);

            assertThat(published.getClass().getClassLoader()).isSameAs(worker);
            assertThat(worker.publish(connector + "-2").getClass()).isSameAs(published.getClass());
            assertThat(beans(connector)).isNotEmpty();
            published.close();
            assertThat(beans(connector)).isEmpty();
        }
    }

    @Test
    void namesTheWorkersClassInOnePlaceAlone() {
        JavaClasses sink = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("club.imgeo.kafka");

        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(WorkerMetrics.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(PLUGIN_METRICS)
                .check(sink);
    }

    private static Set<ObjectName> beans(String connector) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("club.imgeo:type=sink,connector=" + ObjectName.quote(connector) + ",*"), null);
    }

    /** What the workers' interface was before it gave metrics. */
    private static Path oldContext(Path old) throws IOException {
        Path source = old.resolve("SinkTaskContext.java");
        Files.writeString(
                source,
                "package org.apache.kafka.connect.sink; public interface SinkTaskContext { void requestCommit(); }");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", old.toString(), source.toString());
        assertThat(result).isZero();
        return old;
    }

    /** Loads the sink as a worker does whose interface is an older one. */
    private static final class OldWorker extends URLClassLoader {
        OldWorker(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, PublishingTest.class.getClassLoader());
        }

        AutoCloseable publish(String connector) throws ReflectiveOperationException {
            Class<?> context = loadClass(CONTEXT);
            Class<?> counts = loadClass(Counts.class.getName());
            Class<?> gate = loadClass(Gate.class.getName());
            Object metrics =
                    method(Metric.class, "of", counts, gate).invoke(null, make(counts), make(gate, LongSupplier.class));
            Object proxy = Proxy.newProxyInstance(this, new Class<?>[] {context}, (self, method, arguments) -> null);
            return (AutoCloseable) method(Publishing.class, "start", context, String.class, int.class, List.class)
                    .invoke(null, proxy, connector, 0, metrics);
        }

        private Object make(Class<?> type, Class<?>... parameters) throws ReflectiveOperationException {
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            LongSupplier clock = System::nanoTime;
            return parameters.length == 0 ? constructor.newInstance() : constructor.newInstance(clock);
        }

        private Method method(Class<?> of, String name, Class<?>... parameters) throws ReflectiveOperationException {
            Method method = loadClass(of.getName()).getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (name.equals(PLUGIN_METRICS)) {
                    throw new ClassNotFoundException(name);
                }
                if (name.equals(CONTEXT)) {
                    return findClass(name);
                }
                return name.startsWith("club.imgeo.kafka.") ? ownCopy(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> ownCopy(String name) throws ClassNotFoundException {
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
