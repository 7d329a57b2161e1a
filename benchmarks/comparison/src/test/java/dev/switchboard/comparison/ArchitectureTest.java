// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.switchboard.support.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house of the switch has its plan; this is that of the instruments beside it. */
class ArchitectureTest {
    private static final String COMPARISON = "dev.switchboard.comparison";
    private static final String LOAD = "dev.switchboard.load";

    /** Top floor first. Rooms on one floor stand in one string. */
    private static final List<String[]> FLOORS =
            List.of(
                    new String[] {COMPARISON},
                    new String[] {COMPARISON + ".page"},
                    new String[] {COMPARISON + ".goal", COMPARISON + ".run"},
                    new String[] {COMPARISON + ".result"},
                    new String[] {COMPARISON + ".server"},
                    new String[] {COMPARISON + ".scenario"},
                    new String[] {LOAD},
                    new String[] {LOAD + ".report", LOAD + ".scenario", LOAD + ".summary"},
                    new String[] {LOAD + ".check", LOAD + ".measure", LOAD + ".server"},
                    new String[] {LOAD + ".client", LOAD + ".plot"},
                    new String[] {LOAD + ".option", LOAD + ".result"});

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(COMPARISON, LOAD);

    @Test
    void everyClassStandsOnAFloor() {
        Architecture.everyClassStandsOnAFloor(FLOORS).check(HOUSE);
    }

    @Test
    void importsGoDownwardsOnly() {
        Architecture.importsGoDownwardsOnly(FLOORS).check(HOUSE);
    }

    @Test
    void noCircleOfFiles() {
        Architecture.noCircleOfFiles().check(HOUSE);
    }

    /** What is shipped as {@code switchboard bench} runs beside any server. */
    @Test
    void theLoadGeneratorKnowsNeitherTheSwitchNorItsPlugins() {
        noClasses()
                .that()
                .resideInAPackage(LOAD + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.switchboard.server..",
                        "dev.switchboard.plugin..",
                        "dev.switchboard.api..")
                .check(HOUSE);
    }
}
