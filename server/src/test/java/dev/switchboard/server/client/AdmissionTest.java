// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.switchboard.server.client.Admission.Admitted;
import dev.switchboard.server.client.Admission.Decision;
import dev.switchboard.server.client.Admission.Later;
import dev.switchboard.server.client.Admission.Outcome;
import dev.switchboard.server.client.Admission.Refused;
import dev.switchboard.server.client.Admission.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final Refused FULL = new Refused(Rejection.FULL);

    /** What a plugin may return all the same. */
    @SuppressWarnings("NullAway")
    private static final Object NOTHING = null;

    private final List<String> log = new ArrayList<>();

    /** Gives out what is asked for, and writes down what is taken and given back. */
    private final class Place implements Step {
        private final String name;
        private final Function<Admission, Outcome> answer;

        Place(String name, Function<Admission, Outcome> answer) {
            this.name = name;
            this.answer = answer;
        }

        @Override
        public Outcome take(Admission admission) {
            log.add("take " + name);
            return answer.apply(admission);
        }

        @Override
        public void giveBack(Admission admission) {
            log.add("give back " + name);
        }
    }

    private Place free(String name) {
        return new Place(name, _ -> Admission.ADMITTED);
    }

    private static Admission admission(Step... steps) {
        return new Admission(ClientFloor.request("192.0.2.1"), null, List.of(steps));
    }

    private static CompletableFuture<Decision> later(Outcome outcome) {
        return ((Later) outcome).decision().toCompletableFuture();
    }

    @Test
    void whoHasTakenAllStepsIsAdmittedAndHoldsWhatTheyGave() {
        var admission = admission(free("a"), free("b"));

        assertThat(admission.proceed()).isInstanceOf(Admitted.class);
        assertThat(log).containsExactly("take a", "take b");
    }

    @Test
    void whatWasTakenIsGivenBackOnceInTheOppositeOrder() {
        var admission = admission(free("a"), free("b"));
        admission.proceed();
        log.clear();

        admission.giveBack();
        admission.giveBack();

        assertThat(log).containsExactly("give back b", "give back a");
    }

    @Test
    void whoIsRefusedHoldsNothingAndTakesNoFurtherStep() {
        var admission = admission(free("a"), new Place("b", _ -> FULL), free("c"));

        assertThat(admission.proceed()).isEqualTo(FULL);
        admission.giveBack();

        assertThat(log).containsExactly("take a", "take b", "give back a");
    }

    @Test
    void aStepThatFailsLeavesNothingHeld() {
        var failing =
                new Place(
                        "b",
                        _ -> {
                            throw new IllegalStateException("out of order");
                        });
        var admission = admission(free("a"), failing);

        assertThatIllegalStateException().isThrownBy(admission::proceed);
        assertThat(log).containsExactly("take a", "take b", "give back a");
    }

    @Test
    void noAnswerAtAllAdmitsNobodyAndLeavesNothingHeld() {
        var now = admission(free("a"), new Place("b", _ -> (Outcome) NOTHING));
        assertThatNullPointerException().isThrownBy(now::proceed);
        assertThat(log).containsExactly("take a", "take b", "give back a");

        log.clear();
        var answer = new CompletableFuture<Decision>();
        var inTheEnd = admission(free("a"), new Place("b", _ -> new Later(answer)), free("c"));
        var decision = later(inTheEnd.proceed());
        answer.complete((Decision) NOTHING);

        assertThat(decision).isCompletedExceptionally();
        assertThat(log).containsExactly("take a", "take b", "give back a");
    }

    @Test
    void anAnswerThatCannotBeWaitedForLeavesNothingHeld() {
        var broken =
                new CompletableFuture<Decision>() {
                    @Override
                    public <U> CompletableFuture<U> thenCompose(
                            Function<? super Decision, ? extends CompletionStage<U>> next) {
                        throw new IllegalStateException("out of order");
                    }
                };
        var admission = admission(free("a"), new Place("b", _ -> new Later(broken)));

        assertThatIllegalStateException().isThrownBy(admission::proceed);
        assertThat(log).containsExactly("take a", "take b", "give back a");
    }

    @Test
    void aStepMayAnswerLaterAndTheOthersFollow() {
        var answer = new CompletableFuture<Decision>();
        var admission = admission(free("a"), new Place("b", _ -> new Later(answer)), free("c"));
        var decision = later(admission.proceed());
        assertThat(decision).isNotDone();
        assertThat(log).containsExactly("take a", "take b");

        answer.complete(Admission.ADMITTED);

        assertThat(decision).isCompletedWithValue(Admission.ADMITTED);
        assertThat(log).containsExactly("take a", "take b", "take c");
    }

    @Test
    void severalStepsMayAnswerLater() {
        var first = new CompletableFuture<Decision>();
        var second = new CompletableFuture<Decision>();
        var admission =
                admission(
                        new Place("a", _ -> new Later(first)),
                        new Place("b", _ -> new Later(second)),
                        new Place("c", _ -> FULL));
        var decision = later(admission.proceed());

        first.complete(Admission.ADMITTED);
        assertThat(decision).isNotDone();
        second.complete(Admission.ADMITTED);

        assertThat(decision).isCompletedWithValue(FULL);
        assertThat(log).containsExactly("take a", "take b", "take c", "give back b", "give back a");
    }

    @Test
    void aRefusalThatComesLaterLeavesNothingHeld() {
        var answer = new CompletableFuture<Decision>();
        var admission = admission(free("a"), new Place("b", _ -> new Later(answer)), free("c"));
        var decision = later(admission.proceed());

        answer.complete(FULL);

        assertThat(decision).isCompletedWithValue(FULL);
        assertThat(log).containsExactly("take a", "take b", "give back a");
    }

    @Test
    void aFailureThatComesLaterLeavesNothingHeld() {
        var answer = new CompletableFuture<Decision>();
        var admission = admission(free("a"), new Place("b", _ -> new Later(answer)), free("c"));
        var decision = later(admission.proceed());

        answer.completeExceptionally(new IllegalStateException("out of order"));

        assertThat(decision).isCompletedExceptionally();
        assertThat(log).containsExactly("take a", "take b", "give back a");
    }

    @Test
    void whoIsNotWaitedForIsNotAdmittedByALateAnswer() {
        var answer = new CompletableFuture<Decision>();
        var admission = admission(free("a"), new Place("b", _ -> new Later(answer)), free("c"));
        var decision = later(admission.proceed());

        admission.giveBack();
        assertThat(log).containsExactly("take a", "take b", "give back a");
        answer.complete(Admission.ADMITTED);

        assertThat(decision).isCompletedExceptionally();
        assertThat(log).containsExactly("take a", "take b", "give back a", "give back b");
    }

    /** The middle of a step is the worst moment for that. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatIsTakenWhileAllIsGivenBackIsGivenBackToo(int moment) {
        var steps = new ArrayList<Step>();
        for (int at = 0; at < 3; at++) {
            boolean isMoment = at == moment;
            steps.add(
                    new Place(
                            String.valueOf(at),
                            admission -> {
                                if (isMoment) {
                                    admission.giveBack();
                                }
                                return Admission.ADMITTED;
                            }));
        }
        var admission = admission(steps.toArray(Step[]::new));

        assertThatExceptionOfType(CancellationException.class).isThrownBy(admission::proceed);
        for (int at = 0; at < 3; at++) {
            var expected = at <= moment ? 1 : 0;
            assertThat(log.stream().filter(("take " + at)::equals)).hasSize(expected);
            assertThat(log.stream().filter(("give back " + at)::equals)).hasSize(expected);
        }
    }

    @Test
    void whateverTheThreadsDoNothingStaysTaken() throws Exception {
        var held = new AtomicInteger();
        Step place =
                new Step() {
                    @Override
                    public Outcome take(Admission admission) {
                        held.incrementAndGet();
                        return Admission.ADMITTED;
                    }

                    @Override
                    public void giveBack(Admission admission) {
                        held.decrementAndGet();
                    }
                };
        for (int round = 0; round < 2_000; round++) {
            var admission = admission(place, place, place);
            var start = new CyclicBarrier(2);
            var other =
                    Thread.ofPlatform()
                            .start(() -> {
                                await(start);
                                admission.giveBack();
                            });
            await(start);
            try {
                admission.proceed();
            } catch (CancellationException givenBack) {
                // one of the two ways it may go
            }
            other.join();

            assertThat(held).as("round %d", round).hasValue(0);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
