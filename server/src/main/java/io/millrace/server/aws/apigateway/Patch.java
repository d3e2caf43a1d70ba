package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.server.aws.protocol.RestCall;
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
    static List<Patch> of(RestCall call) {
        call.allowParameters();
        Fields fields = call.fields();
        List<Fields> operations = fields.objects("patchOperations");
        fields.refuseUnknown();
        if (operations.size() > Limit.API_GATEWAY_PATCH_OPERATIONS.value()) {
            throw Refusal.bad("A patch may have at most " + Limit.API_GATEWAY_PATCH_OPERATIONS.value() + " operations");
        }
        return operations.stream().map(Patch::parse).toList();
    }

    private static Patch parse(Fields fields) {
        Patch patch = new Patch(
                fields.oneOf("op", "add", "remove", "replace", "move", "copy", "test")
                        .orElseThrow(() -> fields.missing("op")),
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
