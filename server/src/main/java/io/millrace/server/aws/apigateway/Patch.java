package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.server.aws.protocol.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One change of a patch.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_PatchOperation.html>
///
/// @param op `add`, `remove`, `replace`, `copy`, `move` or `test`
/// @param path what is changed
/// @param value as text
/// @param from of a copy
record Patch(String op, String path, Optional<String> value, Optional<String> from) {
    private static final List<String> OPS = List.of("add", "remove", "move", "test", "replace", "copy");
    private static final int SHOWN_CHARS = 200;

    static List<Patch> of(RestCall call) {
        call.allowParameters();
        Fields fields = call.fields();
        List<Fields> operations = fields.objects("patchOperations");
        fields.refuseUnknown();
        if (operations.size() > Limit.API_GATEWAY_PATCH_OPERATIONS.value()) {
            throw Refusal.bad("A patch may have at most " + Limit.API_GATEWAY_PATCH_OPERATIONS.value() + " operations");
        }
        List<Patch> patches = new ArrayList<>();
        for (Fields operation : operations) {
            requireOp(operation, patches.size() + 1);
            patches.add(parse(operation));
        }
        return patches;
    }

    private static void requireOp(Fields operation, int number) {
        String op = operation.requiredString("op");
        if (!OPS.contains(op)) {
            throw new RequestException(
                    "ValidationException",
                    "1 validation error detected: Value '" + op.substring(0, Math.min(op.length(), SHOWN_CHARS))
                            + "' at 'patchOperations." + number
                            + ".member.op' failed to satisfy constraint: Member must satisfy enum value set: ["
                            + String.join(", ", OPS) + "]");
        }
    }

    private static Patch parse(Fields fields) {
        Patch patch = new Patch(
                fields.requiredString("op"),
                fields.requiredString("path"),
                fields.string("value"),
                fields.string("from"));
        fields.refuseUnknown();
        return patch;
    }

    /// The segments of a path; `~1` and `~0` are still as they were written.
    static List<String> segments(String path) {
        return Stream.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1))
                .toList();
    }

    static String unescape(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }

    /// What the members are after the changes of a call, in order.
    static Fields applied(RestCall call, PatchPaths paths, ObjectNode members) {
        ObjectNode changed = members.deepCopy();
        of(call).forEach(patch -> paths.apply(patch, changed));
        return Fields.of(changed, "");
    }
}
