package club.imgeo.camel;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/** Whatever a running context shows to an operator, by whichever ways there are, those of others among them. */
record Disclosure(CamelContext context) {
    private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";

    static Disclosure of(CamelContext context) {
        return new Disclosure(context);
    }

    void say(PrintStream out) throws Exception {
        sayMBeans(out);
        sayConsoles(out);
        sayHealth(out);
        sayMeters(out);
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> out.println("thread " + thread.getName() + " " + Arrays.toString(stack)));
        Set<Object> said = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String name : context.getComponentNames()) {
            sayOurs(context.hasComponent(name), said, out);
        }
        context.getEndpoints().forEach(endpoint -> sayOurs(endpoint, said, out));
    }

    private static void sayMBeans(PrintStream out) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            String[] attributes = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .filter(MBeanAttributeInfo::isReadable)
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            out.println("MBean " + name + " " + server.getAttributes(name, attributes));
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (tells(operation) && name.getDomain().equals("org.apache.camel")) {
                    out.println("MBean " + name + " " + operation.getName() + " " + told(server, name, operation));
                }
            }
        }
    }

    /** By its name, since most others change something. */
    private static boolean tells(MBeanOperationInfo operation) {
        return operation.getSignature().length == 0
                && operation.getReturnType().equals(String.class.getName())
                && operation.getName().matches("dump.*|.*Json|.*AsXml|.*Xml|get.*|explain.*|statistics.*");
    }

    private static Object told(MBeanServer server, ObjectName name, MBeanOperationInfo operation) {
        try {
            return server.invoke(name, operation.getName(), new Object[0], new String[0]);
        } catch (JMException | RuntimeException e) {
            return e; // of what needs something that is not on the class path
        }
    }

    private void sayConsoles(PrintStream out) {
        DevConsoleRegistry consoles = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        if (consoles == null) {
            return;
        }
        consoles.stream().forEach(console -> {
            for (DevConsole.MediaType type : DevConsole.MediaType.values()) {
                if (console.supportMediaType(type)) {
                    out.println("console " + console.getId() + " "
                            + said(console, type).replaceAll("\\R", " "));
                }
            }
        });
    }

    private static String said(DevConsole console, DevConsole.MediaType type) {
        try {
            return String.valueOf(console.call(type));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void sayHealth(PrintStream out) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.stream().forEach(check -> {
                HealthCheck.Result result = check.call();
                out.println("health " + check.getId() + " " + result.getState() + " "
                        + result.getMessage().orElse("") + " " + result.getDetails() + " "
                        + result.getError().orElse(null));
            });
        }
    }

    /** By reflection, as Micrometer need not be there. */
    private void sayMeters(PrintStream out) throws ReflectiveOperationException {
        Class<?> type;
        try {
            type = Class.forName(METERS);
        } catch (ClassNotFoundException e) {
            return;
        }
        Class<?> meter = Class.forName("io.micrometer.core.instrument.Meter");
        for (Object registry : context.getRegistry().findByType(type)) {
            for (Object each : (Iterable<?>) type.getMethod("getMeters").invoke(registry)) {
                out.println("meter " + meter.getMethod("getId").invoke(each));
            }
        }
    }

    /** What each object of ours that can be reached says of itself. */
    private static void sayOurs(@Nullable Object object, Set<Object> said, PrintStream out) {
        if (object == null || !said.add(object)) {
            return;
        }
        if (object instanceof Collection<?> many) {
            many.forEach(each -> sayOurs(each, said, out));
        } else if (object instanceof Map<?, ?> map) {
            map.values().forEach(each -> sayOurs(each, said, out));
        } else if (object.getClass().isArray()
                && !object.getClass().getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                sayOurs(Array.get(object, i), said, out);
            }
        } else if (object.getClass().getName().startsWith("club.imgeo.")) {
            out.println("ours " + object.getClass().getName() + " " + object);
            fieldsOf(object, said, out);
        }
    }

    private static void fieldsOf(Object object, Set<Object> said, PrintStream out) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (!type.getName().startsWith("club.imgeo.")) {
                return;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                    try {
                        sayOurs(field.get(object), said, out);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }
}
