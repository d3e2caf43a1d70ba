package io.millrace.server.gateway.live;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.http.WireText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the resource that a path is of: literal segments before parameters, parameters before `{proxy+}`; a resource
/// without methods is none. A slash at the end of a path means nothing. Immutable.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html>
final class Router {
    private final Node root;

    private Router(Node root) {
        this.root = root;
    }

    /// A resource with what the path says of it.
    ///
    /// @param resource that was found
    /// @param path of the resource: `/pets/{petId}`
    /// @param parameters decoded
    record Match(ApiResource resource, String path, Map<String, String> parameters) {}

    /// One resource in the tree of paths.
    private static final class Node {
        final ApiResource resource;
        final String path;
        final Map<String, Node> literals = new HashMap<>();
        Node parameter;
        Node greedy;

        Node(ApiResource resource, String path) {
            this.resource = resource;
            this.path = path;
        }

        String name() {
            String part = resource.pathPart();
            return part.substring(1, part.length() - (part.endsWith("+}") ? 2 : 1));
        }
    }

    static Router of(RestApi api) {
        Map<String, List<ApiResource>> children = new HashMap<>();
        api.resources().values().forEach(resource -> resource.parentId()
                .ifPresent(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>())
                        .add(resource)));
        return new Router(node(api.resources().get(api.rootResourceId()), "", children));
    }

    private static Node node(ApiResource resource, String parentPath, Map<String, List<ApiResource>> children) {
        String path = resource.parentId().isEmpty() ? "" : parentPath + "/" + resource.pathPart();
        Node node = new Node(resource, path.isEmpty() ? "/" : path);
        for (ApiResource child : children.getOrDefault(resource.resourceId(), List.of())) {
            Node below = node(child, path, children);
            if (child.pathPart().endsWith("+}")) {
                node.greedy = below;
            } else if (child.pathPart().startsWith("{")) {
                node.parameter = below;
            } else {
                node.literals.put(child.pathPart(), below);
            }
        }
        return node;
    }

    /// @param path as sent, beginning with a slash
    /// @throws RequestException when it is not well percent-encoded, or has a segment `.` or `..`
    Optional<Match> find(String path) {
        List<String> wire = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        if (wire.getLast().isEmpty()) {
            wire.removeLast();
        }
        List<String> segments = new ArrayList<>(wire.size());
        for (String segment : wire) {
            String decoded = WireText.decode(segment, false);
            if (climbs(decoded)) {
                throw new RequestException("BadRequestException", "Bad Request");
            }
            segments.add(decoded);
        }
        return Optional.ofNullable(find(root, segments, 0)).map(node -> match(node, segments));
    }

    /// Whether some part of it is a step upwards, or it holds what no path may.
    static boolean climbs(String segment) {
        for (String part : segment.split("[/\\\\]", -1)) {
            if (part.equals(".") || part.equals("..")) {
                return true;
            }
        }
        return segment.indexOf('\0') >= 0;
    }

    /// Visits each node once at most: there is one way to each.
    private static Node find(Node node, List<String> segments, int depth) {
        if (depth == segments.size()) {
            return node.resource.methods().isEmpty() ? null : node;
        }
        Node literal = node.literals.get(segments.get(depth));
        Node found = literal == null ? null : find(literal, segments, depth + 1);
        if (found == null && node.parameter != null && !segments.get(depth).isEmpty()) {
            found = find(node.parameter, segments, depth + 1);
        }
        return found == null ? node.greedy : found;
    }

    private static Match match(Node node, List<String> segments) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> parts = List.of(node.path.substring(1).split("/", -1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.endsWith("+}")) {
                parameters.put(node.name(), String.join("/", segments.subList(i, segments.size())));
            } else if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return new Match(node.resource, node.path, parameters);
    }
}
