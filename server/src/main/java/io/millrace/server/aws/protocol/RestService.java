package io.millrace.server.aws.protocol;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.util.List;

/// One AWS service of the REST-JSON protocol: its operations by method and path.
///
/// @param name as credential scopes have it: `lambda`, `apigateway`
/// @param invalidCode what the service calls an argument that is wrong: `InvalidParameterValueException`
/// @param routes in no order: of several that fit, the one with the most literal segments is meant
public record RestService(String name, String invalidCode, List<Route> routes) {
    public RestService {
        routes = List.copyOf(routes);
    }

    /// One operation.
    ///
    /// @param method in upper case
    /// @param path `/2015-03-31/functions/{FunctionName}`
    /// @param bodyBytesMax what its body may have
    /// @param signed whether the caller must be who they say they are; otherwise the operation sees to that
    /// @param operation does it
    public record Route(String method, PathTemplate path, int bodyBytesMax, boolean signed, Operation operation) {}

    /// Does one call, on a virtual thread; may block. Errors are thrown.
    @FunctionalInterface
    public interface Operation {
        RestAnswer handle(RestCall call) throws IOException, InterruptedException;
    }

    public static Route route(String method, String path, Operation operation) {
        return route(method, path, Limit.API_BODY_BYTES, operation);
    }

    /// With a body limit of its own.
    public static Route route(String method, String path, Limit bodyBytes, Operation operation) {
        return new Route(method, PathTemplate.of(path), bodyBytes.intValue(), true, operation);
    }

    /// For everybody, without a body.
    public static Route open(String method, String path, Operation operation) {
        return new Route(method, PathTemplate.of(path), 0, false, operation);
    }
}
