package dev.lumen.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** What the adapter may know: the API and its client, with the Mono that Lettuce hands out, never the core. */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.redis", importOptions = MainClasses.class)
class HouseTest {
    @ArchTest
    static final ArchRule the_adapter_depends_on_the_api_and_lettuce_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lumen.redis..",
                    "dev.lumen.api..",
                    "io.lettuce.core..",
                    "reactor.core.publisher..",
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule rooms_form_no_cycle =
            slices().matching("dev.lumen.(**)").should().beFreeOfCycles();
}
