package io.millrace.server.gateway.mapping;

import java.util.Map;
import java.util.Optional;

/// Finds `authorizer.claims.sub` in a tree of maps. A name with dots of its own is found too.
final class ContextPath {
    private ContextPath() {}

    /// The text of what is there; empty for nothing, and for a map or list, which has no text here.
    static Optional<String> text(Map<?, ?> tree, String path) {
        return switch (value(tree, path)) {
            case String text -> Optional.of(text);
            case Number number -> Optional.of(number.toString());
            case Boolean flag -> Optional.of(flag.toString());
            case null, default -> Optional.empty();
        };
    }

    private static Object value(Map<?, ?> tree, String path) {
        Object whole = tree.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (tree.get(path.substring(0, dot)) instanceof Map<?, ?> below) {
                return value(below, path.substring(dot + 1));
            }
        }
        return null;
    }
}
