// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which plugins start: each behind those that its manifest names in {@code after},
 * otherwise those that are to be first in their order, and all others by id. Plugins named there
 * that do not exist do not matter.
 *
 * @param ids all that can start, in order
 * @param circles what cannot, with the reason: plugins that wait for each other
 */
record StartOrder(List<String> ids, Map<String, String> circles) {

    static StartOrder of(Collection<PluginManifest> manifests, List<String> first) {
        Map<String, PluginManifest> waiting = new TreeMap<>();
        manifests.forEach(manifest -> waiting.put(manifest.id(), manifest));
        Map<String, String> circles = new LinkedHashMap<>();
        for (String id : List.copyOf(waiting.keySet())) {
            circle(id, waiting).ifPresent(circle -> circles.put(id, circle));
        }
        waiting.keySet().removeAll(circles.keySet());
        List<String> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String next = firstFree(waiting, first);
            order.add(next);
            waiting.remove(next);
        }
        return new StartOrder(List.copyOf(order), Map.copyOf(circles));
    }

    /** There is always one, once those in circles are gone. */
    private static String firstFree(Map<String, PluginManifest> waiting, List<String> first) {
        return waiting.values().stream()
                .filter(manifest -> manifest.after().stream().noneMatch(waiting::containsKey))
                .map(PluginManifest::id)
                .min(Comparator.comparingInt(id -> rank(id, first)))
                .orElseThrow();
    }

    private static int rank(String id, List<String> first) {
        int at = first.indexOf(id);
        return at < 0 ? first.size() : at;
    }

    /** The way from a plugin back to itself, if there is one. */
    private static Optional<String> circle(String id, Map<String, PluginManifest> manifests) {
        Map<String, String> reachedFrom = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            String at = open.remove();
            PluginManifest manifest = manifests.get(at);
            if (manifest == null) {
                continue;
            }
            for (String next : new TreeSet<>(manifest.after())) {
                if (reachedFrom.putIfAbsent(next, at) == null) {
                    open.add(next);
                }
            }
        }
        return reachedFrom.containsKey(id) ? Optional.of(path(id, reachedFrom)) : Optional.empty();
    }

    private static String path(String id, Map<String, String> reachedFrom) {
        Deque<String> way = new ArrayDeque<>(List.of(id));
        String at = id;
        do {
            at = reachedFrom.getOrDefault(at, id);
            way.addFirst(at);
        } while (!at.equals(id));
        return "plugins wait for each other to start: " + String.join(" after ", way);
    }
}
