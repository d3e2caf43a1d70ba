package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Outputs that stacks export for others: each name once in a region, and none goes or changes while it is imported.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>
final class Exports {
    private Exports() {}

    static List<Stacks.Export> all(StackIndex index, String region) {
        return index.in(region).stream()
                .filter(Exports::isThere)
                .flatMap(stack -> stack.outputs().stream()
                        .filter(output -> !output.exportName().isEmpty())
                        .map(output -> new Stacks.Export(stack.stackId(), output.exportName(), output.value())))
                .sorted(Comparator.comparing(Stacks.Export::name))
                .toList();
    }

    static Optional<Stacks.Export> find(StackIndex index, String region, String name) {
        return all(index, region).stream()
                .filter(export -> export.name().equals(name))
                .findFirst();
    }

    /// Names of stacks, sorted.
    static List<String> importers(StackIndex index, String region, String name) {
        return index.in(region).stream()
                .filter(stack -> isThere(stack) && stack.imports().contains(name))
                .map(Stack::name)
                .sorted()
                .toList();
    }

    private static boolean isThere(Stack stack) {
        return stack.status() != StackStatus.DELETE_COMPLETE;
    }

    /// Refuses outputs that may not take the place of those that a stack has. To be asked while the catalog is held.
    static void check(StackIndex index, Stack stack, List<StackOutput> outputs) {
        for (StackOutput output : outputs) {
            if (!output.exportName().isEmpty()) {
                refuseTaken(index, stack, output.exportName());
            }
        }
        for (StackOutput old : stack.outputs()) {
            if (old.exportName().isEmpty()) {
                continue;
            }
            Optional<StackOutput> now = outputs.stream()
                    .filter(output -> output.exportName().equals(old.exportName()))
                    .findFirst();
            if (now.isEmpty()) {
                refuseUsed(index, stack, old.exportName(), "deleted");
            } else if (!now.get().value().equals(old.value())) {
                refuseUsed(index, stack, old.exportName(), "updated");
            }
        }
    }

    private static void refuseTaken(StackIndex index, Stack stack, String name) {
        find(index, stack.region(), name)
                .filter(export -> !export.exportingStackId().equals(stack.stackId()))
                .ifPresent(export -> {
                    String other = export.exportingStackId().split("/", -1)[1];
                    throw new RequestException(
                            "ValidationError", "Export with name " + name + " is already exported by stack " + other);
                });
    }

    private static void refuseUsed(StackIndex index, Stack stack, String name, String what) {
        List<String> users = importers(index, stack.region(), name).stream()
                .filter(user -> !user.equals(stack.name()))
                .toList();
        if (!users.isEmpty()) {
            throw new RequestException(
                    "ValidationError",
                    "Export " + name + " cannot be " + what + " as it is in use by " + String.join(", ", users));
        }
    }
}
