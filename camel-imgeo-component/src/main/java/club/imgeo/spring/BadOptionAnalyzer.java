package club.imgeo.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in three lines, and without a stack trace, why the application does not start. */
final class BadOptionAnalyzer extends AbstractFailureAnalyzer<BadOptionException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, BadOptionException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct it where it is set: a properties file, the environment or an argument.",
                cause);
    }
}
