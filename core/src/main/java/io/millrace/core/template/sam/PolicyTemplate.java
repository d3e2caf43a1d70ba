package io.millrace.core.template.sam;

import java.util.Arrays;
import java.util.List;

/// A policy template: what it allows of which resources.
///
/// @param parameters their names; a resource's pattern has them with a small first letter: `${bucketName}`
record PolicyTemplate(String name, List<String> parameters, List<Grant> grants) {

    /// @param resources `*`, or patterns of ARNs after the partition
    record Grant(List<String> actions, List<String> resources) {}

    static PolicyTemplate of(String name, String parameters, Grant... grants) {
        return new PolicyTemplate(name, words(parameters), List.of(grants));
    }

    /// @param service in whose names the actions are
    /// @param actions names without the service, a space between
    static Grant grant(String service, String actions, String... resources) {
        return new Grant(
                words(actions).stream().map(action -> service + ":" + action).toList(), List.of(resources));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}
