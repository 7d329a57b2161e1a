// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.measure.ProcessSample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attackers of one attack, in a process of their own that runs at the lowest priority: what
 * they spend can be told from what others spend, and their garbage delays nobody else. One thread
 * calls it.
 */
public final class AttackersProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx1g";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    /** What the attackers got, by its name, and what was done to those among them who may do so. */
    public record Report(Map<String, Long> gains, long harmed) {}

    private AttackersProcess(Process process) {
        this.process = process;
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param isLong with the full numbers of attackers
     */
    public static AttackersProcess start(String assault, boolean isLong, Ground ground)
            throws IOException {
        List<String> command =
                List.of(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attackers.class.getName(),
                        assault,
                        String.valueOf(isLong),
                        String.valueOf(ground.port()),
                        String.valueOf(ground.adminPort()),
                        String.valueOf(ground.isSecure()),
                        ground.folder().toString());
        AttackersProcess started =
                new AttackersProcess(
                        new ProcessBuilder(command)
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start());
        started.answer("start");
        return started;
    }

    /** They begin. */
    public void begin() {
        order(Attackers.BEGIN);
    }

    /** They send nothing more, and read what is still to come. */
    public void end() {
        order(Attackers.END);
    }

    public Report report() {
        String[] words = order(Attackers.REPORT).split("\t", -1);
        Map<String, Long> gains = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int sign = words[i].lastIndexOf('=');
            gains.put(words[i].substring(0, sign), Long.valueOf(words[i].substring(sign + 1)));
        }
        return new Report(gains, Long.parseLong(words[0]));
    }

    /**
     * They cut all their connections; the process only computes from now on, so many seconds each
     * second.
     */
    public void burn(double processors) {
        order(Attackers.BURN + " " + processors);
    }

    /** Seconds of processor time that they have spent until now. */
    public double cpu() {
        return ProcessSample.of(process.pid()).map(ProcessSample::cpu).orElse(0.0);
    }

    private String order(String order) {
        orders.println(order);
        return answer(order);
    }

    private String answer(String order) {
        try {
            @Nullable String answer = answers.readLine();
            if (answer != null) {
                return answer;
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        throw new IllegalStateException("the attackers' process ended at: " + order);
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
