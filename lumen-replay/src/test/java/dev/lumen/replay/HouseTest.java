package dev.lumen.replay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** What replaying may know: the API and the core, and no adapter. */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.replay", importOptions = MainClasses.class)
class HouseTest {
    @ArchTest
    static final ArchRule replaying_depends_on_the_api_and_the_core_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lumen.replay..",
                    "dev.lumen.api..",
                    "dev.lumen.core..",
                    "java..",
                    "org.jspecify.annotations..");
}
