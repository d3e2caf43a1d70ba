package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A segment of a path, and what may be asked there.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Resource.html>
///
/// @param resourceId 6 characters of `a-z0-9`, or 10 of the root
/// @param parentId none of the root
/// @param pathPart `pets`, `{petId}`, `{proxy+}`; empty of the root
/// @param methods by HTTP method, or `ANY`
public record ApiResource(
        String resourceId, Optional<String> parentId, String pathPart, Map<String, ApiMethod> methods) {
    public ApiResource {
        methods = Map.copyOf(methods);
    }

    /// As it is kept; an answer has the path too.
    public ObjectNode json() {
        Map<String, ObjectNode> written = new LinkedHashMap<>();
        methods.forEach((name, method) -> written.put(name, method.json()));
        return new JsonMembers()
                .text("id", resourceId)
                .text("parentId", parentId)
                .text("pathPart", pathPart)
                .nodes("resourceMethods", written)
                .node();
    }

    /// @throws RequestException `BadRequestException` and what [Fields] throws
    public static ApiResource parse(Fields fields) {
        Optional<String> parentId = fields.string("parentId");
        String pathPart = fields.string("pathPart").orElse("");
        if (parentId.isPresent()) {
            requirePathPart(pathPart);
        }
        ApiResource resource = new ApiResource(
                fields.requiredString("id"),
                parentId,
                pathPart,
                ApiValues.objects(fields, "resourceMethods", (name, method) -> ApiMethod.parse(method)));
        fields.refuseUnknown();
        return resource;
    }

    private static void requirePathPart(String pathPart) {
        if (!PATH_PART.matcher(pathPart).matches() || pathPart.length() > Limit.API_GATEWAY_PATH_CHARS.value()) {
            throw new RequestException(
                    "BadRequestException",
                    "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at"
                            + " the beginning and the end.");
        }
    }

    /// Whether any value of the segment is meant.
    public boolean isVariable() {
        return pathPart.startsWith("{");
    }

    /// Whether all the rest of a path is meant.
    public boolean isGreedy() {
        return pathPart.endsWith("+}");
    }

    /// The same under other methods.
    public ApiResource withMethods(Map<String, ApiMethod> others) {
        return new ApiResource(resourceId, parentId, pathPart, others);
    }

    private static final Pattern PATH_PART = Pattern.compile("[a-zA-Z0-9._:-]+|\\{[a-zA-Z0-9._:-]+\\+?}");
}
