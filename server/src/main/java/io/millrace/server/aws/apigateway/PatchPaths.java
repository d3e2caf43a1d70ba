package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Optional;

/// The paths of one kind of resource that a patch may change.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html>
final class PatchPaths {
    private final List<PatchPath> paths;

    private PatchPaths(List<PatchPath> paths) {
        this.paths = paths;
    }

    /// Reads a table, a path a line: `PATH OPS KIND` with ops separated by commas, and `-> TARGET` where the member is
    /// elsewhere. `{}` is any segment, `{+}` any number of them. The first line that fits holds.
    static PatchPaths of(String table) {
        return new PatchPaths(table.lines().map(PatchPath::parse).toList());
    }

    /// Changes members as one operation says.
    ///
    /// @throws RequestException `BadRequestException`
    void apply(Patch patch, ObjectNode members) {
        PatchPath.Found found = find(patch, patch.path());
        switch (patch.op()) {
            case "add" -> found.add(members, patch.value());
            case "replace" -> found.replace(members, patch.value());
            case "remove" -> found.remove(members, patch.value());
            case "copy" -> copy(patch, found, members);
            default -> throw invalid(patch.op(), patch.path());
        }
    }

    private void copy(Patch patch, PatchPath.Found found, ObjectNode members) {
        String from = patch.from().orElseThrow(() -> Refusal.bad("Invalid patch operation: copy needs from"));
        PatchPath.Found source = anyOp(from).orElseThrow(() -> invalid(patch.op(), from));
        found.set(
                members,
                source.get(members)
                        .orElseThrow(() -> Refusal.bad("Invalid patch path '" + from + "': there is nothing to copy")));
    }

    private PatchPath.Found find(Patch patch, String path) {
        List<String> segments = Patch.segments(path);
        return paths.stream()
                .filter(line -> line.ops().contains(patch.op()))
                .flatMap(line -> line.match(segments).stream())
                .findFirst()
                .orElseThrow(() -> invalid(patch.op(), path));
    }

    private Optional<PatchPath.Found> anyOp(String path) {
        List<String> segments = Patch.segments(path);
        return paths.stream().flatMap(line -> line.match(segments).stream()).findFirst();
    }

    /// In AWS's words, which has two spaces here.
    private RequestException invalid(String op, String path) {
        List<String> known = paths.stream()
                .filter(line -> line.ops().contains(op))
                .map(PatchPath::text)
                .sorted()
                .toList();
        return Refusal.bad("Invalid patch path  '" + path + "' specified for op '" + op + "'. "
                + (known.isEmpty()
                        ? "Please choose supported operations"
                        : "Must be one of: [" + String.join(", ", known) + "]"));
    }
}
