package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.server.http.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One call of a REST operation, decoded as far as all services have it in common.
///
/// @param region what the request's credential scope names, [io.millrace.core.resource.Arn#DEFAULT_REGION] when it is
/// not signed
/// @param labels of the path, decoded
/// @param query parameters, decoded
/// @param body as it came
/// @param exchange for the headers
public record RestCall(
        String region, Map<String, String> labels, Map<String, List<String>> query, byte[] body, Exchange exchange) {
    /// A label of the path; the template has it.
    public String label(String name) {
        return labels.get(name);
    }

    /// The first value of a parameter.
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /// A parameter that is a number.
    ///
    /// @throws RequestException `SerializationException` when it is none
    public Optional<Integer> integer(String name) {
        return parameter(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new RequestException("SerializationException", name + " must be an integer");
            }
        });
    }

    public Optional<String> header(String name) {
        return exchange.header(name);
    }

    /// The id that what is made shall have, decided by a part of this program before it asked; see
    /// [Exchange#plannedId].
    public Optional<String> plannedId() {
        return exchange.plannedId();
    }

    /// The host that the client means, with its port.
    public String host() {
        return exchange.host();
    }

    /// The body's members, read strictly.
    public Fields fields() {
        return fields(RequestJson.parse(body));
    }

    /// Members that were read in another way.
    public Fields fields(JsonNode input) {
        return Fields.of(input, "");
    }

    /// Refuses parameters that the operation does not have. Those that belong to a signature may always be there.
    public void allowParameters(String... names) {
        Set<String> unknown = new TreeSet<>(query.keySet());
        List.of(names).forEach(unknown::remove);
        unknown.removeIf(name -> name.regionMatches(true, 0, "X-Amz-", 0, 6));
        if (!unknown.isEmpty()) {
            throw RequestException.invalidArgument("Unknown or unsupported: " + String.join(", ", unknown));
        }
    }
}
