package io.millrace.core.stack;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Orders among resources that come from different templates.
final class StepOrder {
    private final Map<String, Set<String>> needs;
    private final Map<String, Set<String>> kept = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();

    private StepOrder(Map<String, Set<String>> needs) {
        this.needs = needs;
    }

    /// The same without what would close a circle: each template has none, two of them together may have.
    static Map<String, Set<String>> acyclic(Map<String, Set<String>> needs) {
        StepOrder order = new StepOrder(needs);
        needs.keySet().forEach(order::visit);
        Map<String, Set<String>> sorted = new LinkedHashMap<>();
        needs.keySet().forEach(step -> sorted.put(step, order.kept.get(step)));
        return sorted;
    }

    private void visit(String step) {
        if (kept.containsKey(step) || !open.add(step)) {
            return;
        }
        Set<String> allowed = new LinkedHashSet<>();
        for (String need : needs.get(step)) {
            if (needs.containsKey(need) && !open.contains(need)) {
                visit(need);
                allowed.add(need);
            }
        }
        open.remove(step);
        kept.put(step, allowed);
    }
}
