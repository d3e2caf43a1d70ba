package io.millrace.server.gateway.throttle;

import java.util.Map;
import java.util.Optional;

/// A method of a resource, as throttles of single methods name it: `RESOURCE_PATH/METHOD`. In method settings the path
/// has its slashes as `~1`; in usage plans it is as it is. Both are read in both.
///
/// @param resourcePath `/pets/{petId}`
/// @param httpMethod of the method that was found: `GET`, or `ANY` whatever was asked
record MethodKey(String resourcePath, String httpMethod) {
    static final String ALL = "*/*";

    /// What there is for this very method.
    <T> Optional<T> find(Map<String, T> settings) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        T plain = settings.get(resourcePath + "/" + httpMethod);
        if (plain != null) {
            return Optional.of(plain);
        }
        String escaped = resourcePath.replace("~", "~0").replace("/", "~1");
        T found = settings.get(escaped + "/" + httpMethod);
        return found != null || !resourcePath.equals("/")
                ? Optional.ofNullable(found)
                : Optional.ofNullable(settings.get("/" + httpMethod));
    }
}
