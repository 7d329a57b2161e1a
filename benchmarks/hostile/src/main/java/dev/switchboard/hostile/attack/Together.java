// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several attacks at once. */
record Together(List<Part> parts) implements Attack {
    /** One of them; its gains are told under its name. */
    record Part(String name, Attack attack) {}

    static Together of(String name, Attack attack, String otherName, Attack other) {
        return new Together(List.of(new Part(name, attack), new Part(otherName, other)));
    }

    @Override
    public void begin() {
        parts.forEach(part -> part.attack().begin());
    }

    @Override
    public void end() {
        parts.forEach(part -> part.attack().end());
    }

    @Override
    public Map<String, Long> gains() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Part part : parts) {
            part.attack()
                    .gains()
                    .forEach((name, count) -> all.put(part.name() + " " + name, count));
        }
        return all;
    }

    @Override
    public long harmed() {
        return parts.stream().mapToLong(part -> part.attack().harmed()).sum();
    }

    @Override
    public void close() {
        parts.forEach(part -> part.attack().close());
    }
}
