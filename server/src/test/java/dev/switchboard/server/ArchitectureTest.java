// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.switchboard.support.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/**
 * Holds the house to its plan: floors that import downwards only, and no circle of files anywhere.
 */
class ArchitectureTest {
    private static final String API = "dev.switchboard.api";
    private static final String SERVER = "dev.switchboard.server";

    /** Top floor first. Rooms on one floor stand in one string. */
    private static final List<String[]> FLOORS =
            List.of(
                    new String[] {SERVER},
                    new String[] {SERVER + ".operation.."},
                    new String[] {SERVER + ".cli.."},
                    new String[] {SERVER + ".admin.."},
                    new String[] {SERVER + ".transport.."},
                    new String[] {SERVER + ".plugin.."},
                    new String[] {SERVER + ".routing.."},
                    new String[] {SERVER + ".hub.."},
                    new String[] {SERVER + ".client.."},
                    new String[] {SERVER + ".rights.."},
                    new String[] {SERVER + ".engine.."},
                    new String[] {SERVER + ".delivery.."},
                    new String[] {SERVER + ".codec.."},
                    new String[] {SERVER + ".config.."},
                    new String[] {SERVER + ".metrics.."},
                    new String[] {SERVER + ".log.."},
                    new String[] {SERVER + ".time.."},
                    new String[] {SERVER + ".text.."},
                    new String[] {API + ".."});

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(API, SERVER);

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

    @Test
    void pluginApiNeedsNothingButTheJdkAndNullnessAnnotations() {
        classes()
                .that()
                .resideInAPackage(API + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(API + "..", "java..", "org.jspecify.."))
                .check(HOUSE);
    }

    @Test
    void noPluginIsKnownByName() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.switchboard.plugin..")
                .check(HOUSE);
    }

    /** All others are made by hand in tests, and say what they need by their constructors. */
    @Test
    void onlyModulesKnowGuice() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Module(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.inject..")
                .check(HOUSE);
    }

    @Test
    void nothingStaticChanges() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .andShould()
                .haveRawType(
                        not(resideInAPackage("java.util.concurrent.atomic"))
                                .and(not(assignableTo(ConcurrentMap.class)))
                                .and(not(assignableTo(Lock.class))))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    /** What a thread knows that no parameter says. Each is one more thing to remember. */
    @Test
    void onlyTheseBelongToAThread() {
        assertThat(
                        HOUSE.stream()
                                .flatMap(type -> type.getFields().stream())
                                .filter(field ->
                                        field.getRawType().isAssignableTo(ThreadLocal.class))
                                .map(field ->
                                        field.getOwner().getSimpleName() + "." + field.getName()))
                .containsExactlyInAnyOrder(
                        "Burst.OF_THREAD",
                        "ClientConnection.READ_BUFFER",
                        "CurrentSender.SENDER",
                        "Correlation.CURRENT",
                        "Inflation.OF_THREAD",
                        "InlineCalls.ofThread");
    }

    @Test
    void loggersHaveOneName() {
        fields().that().haveRawType(Logger.class).should().haveName("LOG").check(HOUSE);
    }

    /** Those of records are named for who reads them: {@code settings.enabled()}. */
    @Test
    void whatIsTrueOrFalseReadsAsAStatement() {
        fields().that()
                .haveRawType(boolean.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotRecords()
                .should()
                .haveNameMatching("(is|are|has|was|can|may|must)[A-Z].*")
                .check(HOUSE);
    }

    @Test
    void locksAreExplicit() {
        classes().should(NOT_SYNCHRONIZE).check(HOUSE);
    }

    private static final ArchCondition<JavaClass> NOT_SYNCHRONIZE =
            new ArchCondition<>("not use the keyword synchronized") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (MethodModel method : ClassFile.of().parse(bytes(type)).methods()) {
                        if (synchronizes(method)) {
                            events.add(
                                    SimpleConditionEvent.violated(
                                            type,
                                            "%s.%s is or has a synchronized block"
                                                    .formatted(
                                                            type.getName(),
                                                            method.methodName().stringValue())));
                        }
                    }
                }
            };

    private static boolean synchronizes(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code().stream()
                        .flatMap(code -> code.elementStream())
                        .anyMatch(MonitorInstruction.class::isInstance);
    }

    private static byte[] bytes(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
