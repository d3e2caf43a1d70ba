package io.millrace.server.gateway.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A parameter that is made of something: `integration.request.header.x = method.request.header.y`. Immutable, any
/// thread.
///
/// @param target what it becomes
/// @param source its value
public record ParameterMapping(MappingTarget target, MappingSource source) {
    /// Reads `requestParameters` of an integration, or `responseParameters` of an integration response or a gateway
    /// response, in the order of their names.
    ///
    /// @throws MappingException when one cannot be read, or takes its value from where there is none yet
    public static List<ParameterMapping> parse(Map<String, String> parameters) throws MappingException {
        List<ParameterMapping> mappings = new ArrayList<>();
        for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
            MappingTarget target = MappingTarget.parse(parameter.getKey());
            MappingSource source = MappingSource.parse(parameter.getValue());
            if (!target.kind().allows(source)) {
                throw new MappingException("Invalid mapping expression specified: " + parameter.getValue()
                        + " has no value where " + parameter.getKey() + " is made");
            }
            mappings.add(new ParameterMapping(target, source));
        }
        return List.copyOf(mappings);
    }
}
