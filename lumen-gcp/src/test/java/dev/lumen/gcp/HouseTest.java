package dev.lumen.gcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** What the adapter may know: the API and its client, with what the client's own API is made of, never the core. */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.gcp", importOptions = MainClasses.class)
class HouseTest {
    @ArchTest
    static final ArchRule the_adapter_depends_on_the_api_and_googles_client_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lumen.gcp..",
                    "dev.lumen.api..",
                    "com.google.api..",
                    "com.google.auth..",
                    "com.google.cloud.monitoring..",
                    "com.google.monitoring..",
                    "com.google.protobuf..",
                    "io.grpc..",
                    "java..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule rooms_form_no_cycle =
            slices().matching("dev.lumen.(**)").should().beFreeOfCycles();
}
