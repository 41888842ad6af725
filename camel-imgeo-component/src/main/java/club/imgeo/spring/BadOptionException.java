package club.imgeo.spring;

import org.jspecify.annotations.Nullable;

/** What is wrong with {@code camel.component.imgeo.*}, each with its remedy, a line each. */
final class BadOptionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadOptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
