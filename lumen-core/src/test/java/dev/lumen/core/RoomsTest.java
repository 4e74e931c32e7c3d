package dev.lumen.core;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lumen.api.testkit.MainClasses;

/** Which room may know which (docs: the house). */
@ArchTag("any-jdk")
@AnalyzeClasses(packages = "dev.lumen.core", importOptions = MainClasses.class)
class RoomsTest {
    @ArchTest
    static final ArchRule rooms_do_not_know_one_another_but_for_json_and_the_cost_model = slices().matching(
                    "dev.lumen.core.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.lumen.core.json"))
            .ignoreDependency(
                    resideInAnyPackage("dev.lumen.core.ttl", "dev.lumen.core.sizing"),
                    resideInAPackage("dev.lumen.core.roi"));

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.lumen.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_room_knows_the_root = noClasses()
            .that()
            .resideInAPackage("dev.lumen.core.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lumen.core");

    @ArchTest
    static final ArchRule what_decides_does_no_input_or_output_and_asks_no_clock = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.lumen.core.cache",
                    "dev.lumen.core.gate",
                    "dev.lumen.core.govern.ledger",
                    "dev.lumen.core.maturity",
                    "dev.lumen.core.rhythm",
                    "dev.lumen.core.roi",
                    "dev.lumen.core.sizing",
                    "dev.lumen.core.slo",
                    "dev.lumen.core.trend",
                    "dev.lumen.core.ttl",
                    "dev.lumen.core.govern.verify")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent.."))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");

    @ArchTest
    static final ArchRule no_static_field_can_change =
            fields().that().areStatic().should().beFinal();
}
