package io.millrace.server.gateway.template;

import java.util.Map;

/// `$context`: what the gateway knows of the request, read only, and the overrides.
///
/// @param values as the gateway gave them
/// @param overrides what the template sets
record ContextValue(Map<String, Object> values, OverrideTree overrides) {
    Object property(String name) {
        return switch (name) {
            case "requestOverride" -> overrides.request();
            case "responseOverride" -> overrides.response();
            default -> values.get(name);
        };
    }
}
