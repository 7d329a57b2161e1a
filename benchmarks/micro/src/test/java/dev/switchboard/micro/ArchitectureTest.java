// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
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
        slices().assignedFrom(FILES).should().beFreeOfCycles().check(HOUSE);
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

    /** A file is a top-level class with all that is nested in it. */
    private static final SliceAssignment FILES =
            new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    JavaClass outermost = type;
                    while (outermost.getEnclosingClass().isPresent()) {
                        outermost = outermost.getEnclosingClass().get();
                    }
                    return SliceIdentifier.of(outermost.getName());
                }

                @Override
                public String getDescription() {
                    return "files";
                }
            };
}
