package club.imgeo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages, which run one way. */
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

    private static final String CLIENT = "club.imgeo.client..";
    private static final DescribedPredicate<JavaClass> OTHERS_OF_OURS =
            resideInAnyPackage("club.imgeo..").and(DescribedPredicate.not(resideInAnyPackage(CLIENT)));

    @ArchTest
    static final ArchRule CLIENT_KNOWS_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel..", "org.apache.kafka.."));

    @ArchTest
    static final ArchRule CLIENT_KNOWS_NOTHING_ABOVE_IT =
            noClasses().that().resideInAPackage(CLIENT).should().dependOnClassesThat(OTHERS_OF_OURS);

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_SPEAKS_HTTP = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule CHARGE_KNOWS_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("club.imgeo.charge..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel..", "org.apache.kafka..", "club.imgeo.camel.."));

    @ArchTest
    static final ArchRule ONLY_ITS_OWN_PACKAGE_KNOWS_SPRING = noClasses()
            .that()
            .resideOutsideOfPackage("club.imgeo.spring..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "club.imgeo.spring.."));

    @ArchTest
    static final ArchRule ONLY_ITS_PACKAGE_KNOWS_CDI = noClasses()
            .that()
            .resideOutsideOfPackage("club.imgeo.cdi..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.annotation..",
                    "org.eclipse.microprofile..",
                    "club.imgeo.cdi.."));

    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_SANDBOX =
            noClasses().should().dependOnClassesThat().resideInAPackage("club.imgeo.sandbox..");

    @ArchTest
    static final ArchRule ONE_CLASS_KNOWS_MICROMETER = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("club.imgeo.camel.MicrometerMeters")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule ONE_CLASS_KNOWS_TELEMETRY = noClasses()
            .that()
            .haveNameNotMatching("club\\.imgeo\\.camel\\.ImgeoSpanDecorator(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel.telemetry..", "io.opentelemetry..");

    @ArchTest
    static final ArchRule NOBODY_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule ONE_LOGGER = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
