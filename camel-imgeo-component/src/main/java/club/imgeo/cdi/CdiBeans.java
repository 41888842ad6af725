package club.imgeo.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanContainer;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;

/**
 * The application's beans as Camel looks them up: {@code bean:name}, {@code .bean(Type.class)}, {@code #name} in an option.
 * A {@code @Dependent} one is made once, for Camel, and lives as long as the context.
 */
final class CdiBeans implements BeanRepository {
    private final BeanContainer container;
    private final CreationalContext<?> ours;
    private final Map<Bean<?>, Object> found = new ConcurrentHashMap<>();

    CdiBeans(BeanContainer container) {
        this.container = container;
        ours = container.createCreationalContext(null);
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return lookupByNameAndType(name, Object.class);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Bean<?> bean = container.resolve(container.getBeans(name));
        return bean != null && bean.getTypes().contains(type) ? reference(bean, type) : null;
    }

    /** Those without a name are under one that tells them apart. */
    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (Bean<?> bean : container.getBeans(type, Any.Literal.INSTANCE)) {
            T reference = reference(bean, type);
            if (reference != null) {
                String name = bean.getName();
                byName.put(name == null ? bean.getBeanClass().getName() + "#" + byName.size() : name, reference);
            }
        }
        return byName;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return new LinkedHashSet<>(findByTypeWithName(type).values());
    }

    /** The one that would be injected, else the only one there is. */
    @Override
    public <T> @Nullable T findSingleByType(Class<T> type) {
        Bean<?> bean = single(type);
        if (bean == null) {
            bean = single(type, Any.Literal.INSTANCE);
        }
        return bean == null ? null : reference(bean, type);
    }

    /** The one that would be injected, unless it has a name, by which Camel finds it anyway. */
    <T> @Nullable T unnamed(Class<T> type) {
        Bean<?> bean = single(type);
        return bean == null || bean.getName() != null ? null : reference(bean, type);
    }

    void release() {
        found.clear();
        ours.release();
    }

    private @Nullable Bean<?> single(Class<?> type, Annotation... qualifiers) {
        try {
            return container.resolve(container.getBeans(type, qualifiers));
        } catch (AmbiguousResolutionException e) {
            return null;
        }
    }

    /** Null where a producer made nothing. Not computeIfAbsent, as to make a bean may take another one. */
    private <T> @Nullable T reference(Bean<?> bean, Class<T> type) {
        Object reference = found.get(bean);
        if (reference == null) {
            reference = container.getReference(bean, type, ours);
            if (reference == null) {
                return null;
            }
            Object earlier = found.putIfAbsent(bean, reference);
            reference = earlier == null ? reference : earlier;
        }
        return type.cast(reference);
    }
}
