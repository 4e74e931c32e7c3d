package dev.lumen.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** What the adapter may know: the API and Micrometer, never the core. */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.micrometer", importOptions = MainClasses.class)
class HouseTest {
    @ArchTest
    static final ArchRule the_adapter_depends_on_the_api_and_micrometer_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lumen.micrometer..",
                    "dev.lumen.api..",
                    "io.micrometer.core.instrument..",
                    "java..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule no_static_field_can_change =
            fields().that().areStatic().should().beFinal();
}
