// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rules that hold for the switch and for the programs beside it. Floors stand in a list, the
 * top one first. A floor is the patterns of its packages, none of which must be empty.
 */
public final class Architecture {
    private Architecture() {}

    public static ArchRule everyClassStandsOnAFloor(List<String[]> floors) {
        return classes().should().resideInAnyPackage(packages(floors));
    }

    public static ArchRule importsGoDownwardsOnly(List<String[]> floors) {
        return CompositeArchRule.of(
                IntStream.range(1, floors.size())
                        .mapToObj(floor ->
                                noClasses()
                                        .that()
                                        .resideInAnyPackage(floors.get(floor))
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(packages(floors.subList(0, floor))))
                        .toList());
    }

    public static ArchRule noCircleOfFiles() {
        return slices().assignedFrom(FILES).should().beFreeOfCycles();
    }

    private static String[] packages(List<String[]> floors) {
        return floors.stream().flatMap(Arrays::stream).toArray(String[]::new);
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
