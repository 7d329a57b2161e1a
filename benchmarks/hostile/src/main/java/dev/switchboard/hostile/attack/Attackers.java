// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program of an {@link AttackersProcess}. It takes orders as lines, answers each with a line,
 * and ends with its input.
 */
final class Attackers {
    static final String BEGIN = "begin";
    static final String END = "end";
    static final String REPORT = "report";
    static final String BURN = "burn";

    private static final String DONE = "done";
    private static final int BROKEN = 70;

    private Attackers() {}

    public static void main(String[] words) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> {
            bug.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        });
        Assault assault = Assaults.named(words[0], Boolean.parseBoolean(words[1]));
        Ground ground =
                new Ground(
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]),
                        Boolean.parseBoolean(words[4]),
                        Path.of(words[5]));
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Attack attack = assault.start().on(ground);
                Burner burner = new Burner()) {
            System.out.println(DONE);
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(obey(List.of(order.split(" ", -1)), attack, burner));
            }
        }
        // Threads of a crew may still write to a socket that nobody reads.
        Runtime.getRuntime().halt(0);
    }

    private static String obey(List<String> order, Attack attack, Burner burner) {
        switch (order.getFirst()) {
            case BEGIN -> attack.begin();
            case END -> attack.end();
            case BURN -> {
                attack.close();
                burner.burn(Double.parseDouble(order.getLast()));
            }
            case REPORT -> {
                return report(attack.harmed(), attack.gains());
            }
            default -> throw new IllegalArgumentException(order.toString());
        }
        return DONE;
    }

    private static String report(long harmed, Map<String, Long> gains) {
        return gains.entrySet().stream()
                .map(gain -> "\t" + gain.getKey() + "=" + gain.getValue())
                .collect(Collectors.joining("", String.valueOf(harmed), ""));
    }
}
