package dev.lumen.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** What the API may know: nothing, so that it costs its users nothing. */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.api", importOptions = MainClasses.class)
class HouseTest {
    @ArchTest
    static final ArchRule the_api_depends_on_the_jdk_and_nullness_annotations_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.lumen.api..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.lumen.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_field_can_change =
            fields().that().areStatic().should().beFinal();
}
