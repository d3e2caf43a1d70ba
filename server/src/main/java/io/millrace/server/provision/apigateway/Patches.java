package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.server.provision.call.Members;
import java.util.ArrayList;
import java.util.List;

/// The operations of a patch that make what there is into what there shall be.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html>
final class Patches {
    private final List<ObjectNode> operations = new ArrayList<>();

    static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    Patches add(String path, String value) {
        return operation("add", path, value);
    }

    Patches replace(String path, String value) {
        return operation("replace", path, value);
    }

    Patches remove(String path) {
        operations.add(Members.none().put("op", "remove").put("path", path));
        return this;
    }

    private Patches operation(String op, String path, String value) {
        operations.add(Members.none().put("op", op).put("path", path).put("value", value));
        return this;
    }

    /// Single values, each under the same name on both sides; what shall not be there is removed.
    Patches texts(JsonNode present, JsonNode wanted, String... names) {
        for (String name : names) {
            text("/" + name, present.path(name), wanted.path(name));
        }
        return this;
    }

    /// A single value.
    Patches text(String path, JsonNode present, JsonNode wanted) {
        boolean isThere = !present.isMissingNode() && !present.isNull();
        if (wanted.isMissingNode()) {
            return isThere ? remove(path) : this;
        }
        return isThere && present.asText().equals(wanted.asText()) ? this : replace(path, wanted.asText());
    }

    /// The members of an object, whose values are single ones.
    Patches map(String name, JsonNode present, JsonNode wanted) {
        present.path(name).fieldNames().forEachRemaining(key -> {
            if (!wanted.path(name).has(key)) {
                remove("/" + name + "/" + escaped(key));
            }
        });
        wanted.path(name).properties().forEach(member -> {
            if (!member.getValue()
                    .asText()
                    .equals(present.path(name).path(member.getKey()).asText(null))) {
                add(
                        "/" + name + "/" + escaped(member.getKey()),
                        member.getValue().asText());
            }
        });
        return this;
    }

    /// The elements of a list, which are in its path: `/binaryMediaTypes/image~1png`.
    Patches elements(String path, JsonNode present, JsonNode wanted) {
        present.forEach(one -> {
            if (lacks(wanted, one)) {
                remove(path + "/" + escaped(one.asText()));
            }
        });
        wanted.forEach(one -> {
            if (lacks(present, one)) {
                operations.add(Members.none().put("op", "add").put("path", path + "/" + escaped(one.asText())));
            }
        });
        return this;
    }

    /// The elements of a list, which are values: added first, so that the list is never empty meanwhile.
    Patches items(String path, JsonNode present, JsonNode wanted) {
        wanted.forEach(one -> {
            if (lacks(present, one)) {
                add(path, one.asText());
            }
        });
        present.forEach(one -> {
            if (lacks(wanted, one)) {
                operation("remove", path, one.asText());
            }
        });
        return this;
    }

    private static boolean lacks(JsonNode list, JsonNode element) {
        for (JsonNode one : list) {
            if (one.asText().equals(element.asText())) {
                return false;
            }
        }
        return true;
    }

    /// As many requests as it takes: one has a bound.
    List<ObjectNode> inputs() {
        int most = Limit.API_GATEWAY_PATCH_OPERATIONS.intValue();
        List<ObjectNode> inputs = new ArrayList<>();
        for (int from = 0; from < operations.size(); from += most) {
            ObjectNode input = Members.none();
            ArrayNode some = input.putArray("patchOperations");
            operations.subList(from, Math.min(operations.size(), from + most)).forEach(some::add);
            inputs.add(input);
        }
        return inputs;
    }
}
