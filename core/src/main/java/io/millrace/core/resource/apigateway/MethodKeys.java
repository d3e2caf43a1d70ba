package io.millrace.core.resource.apigateway;

import java.util.List;
import java.util.Map;

/// The keys by which settings of single methods are given: `~1pets~1{id}/GET`, `pets~1{id}/GET`, `pets/{id}/GET` and
/// `/pets/{id}/GET` all mean the same method, and are given back as they came.
final class MethodKeys {
    private MethodKeys() {}

    /// What is filed under any of a method's keys; null when nothing is.
    static <T> T find(Map<String, T> byKey, String resourcePath, String httpMethod) {
        if (byKey.isEmpty()) {
            return null;
        }
        String escaped = resourcePath.replace("~", "~0").replace("/", "~1");
        List<String> keys = List.of(
                escaped + "/" + httpMethod,
                escaped.substring(escaped.startsWith("~1") ? 2 : 0) + "/" + httpMethod,
                resourcePath + "/" + httpMethod,
                resourcePath.substring(resourcePath.startsWith("/") ? 1 : 0) + "/" + httpMethod);
        return keys.stream()
                .filter(byKey::containsKey)
                .findFirst()
                .map(byKey::get)
                .orElse(null);
    }
}
