package io.millrace.server.gateway.validate;

import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.MappingException;
import io.millrace.server.gateway.mapping.MappingInput;
import io.millrace.server.gateway.mapping.MappingSource;
import io.millrace.server.gateway.mapping.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The parameters that a method requires: each must be there and not blank. Those that miss are named in the order
/// of headers, path, query string, each by name, which is AWS's (`[x-header-param, issuer, qs1]`).
///
/// Immutable, any thread.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html>
public final class RequiredParameters {
    private final List<MappingSource.RequestParameter> required;

    private RequiredParameters(List<MappingSource.RequestParameter> required) {
        this.required = required;
    }

    /// @param requestParameters `method.request.{header|path|querystring}.name` and whether it is required
    /// @throws MappingException when a name is none of these
    public static RequiredParameters of(Map<String, Boolean> requestParameters) throws MappingException {
        List<MappingSource.RequestParameter> required = new ArrayList<>();
        for (Map.Entry<String, Boolean> each : new TreeMap<>(requestParameters).entrySet()) {
            if (each.getValue()
                    && MappingSource.parse(each.getKey()) instanceof MappingSource.RequestParameter parameter) {
                required.add(parameter);
            }
        }
        return new RequiredParameters(List.copyOf(required));
    }

    /// What the caller is told when some miss, as BAD_REQUEST_PARAMETERS; empty when none does.
    public Optional<String> missing(Parameters parameters) {
        if (required.isEmpty()) {
            return Optional.empty();
        }
        MappingInput input = MappingInput.ofRequest(parameters, JsonBody.of(""), Map.of(), Map.of());
        List<String> missing = required.stream()
                .filter(each -> each.resolve(input).stream().allMatch(String::isBlank))
                .map(MappingSource.RequestParameter::name)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Missing required request parameters: [" + String.join(", ", missing) + "]");
    }
}
