package dev.lumen.caffeine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** What the adapter may know: the API and its cache, never the core. */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.caffeine", importOptions = MainClasses.class)
class HouseTest {
    @ArchTest
    static final ArchRule the_adapter_depends_on_the_api_and_caffeine_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lumen.caffeine..",
                    "dev.lumen.api..",
                    "com.github.benmanes.caffeine.cache..",
                    "java..",
                    "org.jspecify.annotations..");
}
