package io.millrace.core.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Puts resources behind what they need.
final class Order {
    private Order() {}

    /// @param needs what each needs; all that is needed is among the keys
    /// @return each behind what it needs, else in the order given
    /// @throws io.millrace.core.fault.RequestException `ValidationError` when some need each other
    static List<String> of(Map<String, Set<String>> needs) {
        Map<String, Set<String>> left = copy(needs);
        List<String> ordered = trimmed(left);
        if (left.isEmpty()) {
            return ordered;
        }
        Map<String, Set<String>> reversed = new LinkedHashMap<>();
        left.keySet().forEach(name -> reversed.put(name, new LinkedHashSet<>()));
        left.forEach(
                (name, needed) -> needed.forEach(other -> reversed.get(other).add(name)));
        trimmed(reversed);
        throw Refusal.invalid("Circular dependency between resources: " + new TreeSet<>(reversed.keySet()));
    }

    /// Takes away those that need nothing, again and again, in rounds that keep the order.
    private static List<String> trimmed(Map<String, Set<String>> left) {
        List<String> taken = new ArrayList<>();
        Map<String, List<String>> needers = new LinkedHashMap<>();
        left.forEach((name, needed) -> needed.forEach(other ->
                needers.computeIfAbsent(other, key -> new ArrayList<>()).add(name)));
        List<String> free =
                left.keySet().stream().filter(name -> left.get(name).isEmpty()).toList();
        while (!free.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String name : free) {
                taken.add(name);
                left.remove(name);
                for (String needer : needers.getOrDefault(name, List.of())) {
                    Set<String> needed = left.get(needer);
                    needed.remove(name);
                    if (needed.isEmpty()) {
                        next.add(needer);
                    }
                }
            }
            free = next;
        }
        return taken;
    }

    private static Map<String, Set<String>> copy(Map<String, Set<String>> needs) {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        needs.forEach((name, needed) -> copy.put(name, new LinkedHashSet<>(needed)));
        return copy;
    }
}
