package club.imgeo.kafka;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the sink may know, and what may know the sink. */
@AnalyzeClasses(
        packages = "club.imgeo",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.MainCode.class})
class ArchitectureTest {
    /** The sandbox is on the class path of tests; what it may depend on is its own affair. */
    static final class MainCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/club/imgeo/sandbox/");
        }
    }

    private static final String SINK = "club.imgeo.kafka..";

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_SINK = noClasses()
            .that()
            .resideOutsideOfPackage(SINK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SINK);

    @ArchTest
    static final ArchRule ONE_CLASS_KNOWS_CAMEL = noClasses()
            .that()
            .resideInAPackage(SINK)
            .and()
            .doNotBelongToAnyOf(Imgeo.class)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel.."));

    @ArchTest
    static final ArchRule THE_SINK_SPEAKS_NO_HTTP = noClasses()
            .that()
            .resideInAPackage(SINK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule THE_SINK_NEEDS_NO_SANDBOX =
            noClasses().should().dependOnClassesThat().resideInAPackage("club.imgeo.sandbox..");

    /** With a worker's classes it would work in one version of Connect and not in the next. */
    @ArchTest
    static final ArchRule THE_SINK_KNOWS_CONNECT_BY_ITS_API = noClasses()
            .that()
            .resideInAPackage(SINK)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.kafka.connect.runtime..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.clients.*.internals..",
                    "kafka.."));

    @ArchTest
    static final ArchRule ONLY_WHAT_CONNECT_NAMES_IS_PUBLIC = classes()
            .that()
            .resideInAPackage(SINK)
            .and()
            .arePublic()
            .should()
            .haveFullyQualifiedName("club.imgeo.kafka.ImgeoSinkConnector")
            .orShould()
            .haveFullyQualifiedName("club.imgeo.kafka.ImgeoSinkTask");

    @ArchTest
    static final ArchRule NOBODY_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule ONE_LOGGER = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
