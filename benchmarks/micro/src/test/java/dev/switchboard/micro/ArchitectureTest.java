// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.switchboard.support.Architecture;
import org.junit.jupiter.api.Test;

/** Benchmarks stand on what they measure, and not on each other. What JMH generates is its own. */
class ArchitectureTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(place -> !place.contains("jmh_generated"))
                    .importPackages("dev.switchboard.micro");

    @Test
    void noCircleOfFiles() {
        Architecture.noCircleOfFiles().check(HOUSE);
    }

    @Test
    void noBenchmarkUsesAnother() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Benchmark")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Benchmark")
                .check(HOUSE);
    }
}
