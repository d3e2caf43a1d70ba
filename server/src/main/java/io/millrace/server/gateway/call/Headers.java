package io.millrace.server.gateway.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/// Headers of a request or an answer: names without regard to case, values in order. Immutable.
public final class Headers {
    /// None.
    public static final Headers NONE = new Headers(List.of());

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Entry<String, String>> entries;

    private Headers(List<Entry<String, String>> entries) {
        this.entries = List.copyOf(entries);
        this.entries.forEach(header -> values.computeIfAbsent(header.getKey(), name -> new ArrayList<>())
                .add(header.getValue()));
        values.replaceAll((name, all) -> List.copyOf(all));
    }

    public static Headers of(List<Entry<String, String>> entries) {
        return entries.isEmpty() ? NONE : new Headers(entries);
    }

    /// The last value, which is what AWS takes of a header that was sent more than once.
    public Optional<String> last(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getLast());
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// All values by name, the name as it was sent first.
    public Map<String, List<String>> byName() {
        return Collections.unmodifiableMap(values);
    }

    /// In order, names as sent.
    public List<Entry<String, String>> entries() {
        return entries;
    }

    /// With a header in place of all of its name.
    public Headers with(String name, String value) {
        return withAll(name, List.of(value));
    }

    /// With some in place of all of this name; none removes it.
    public Headers withAll(String name, List<String> replacements) {
        List<Entry<String, String>> changed = new ArrayList<>(entries);
        changed.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        replacements.forEach(value -> changed.add(Map.entry(name, value)));
        return of(changed);
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
