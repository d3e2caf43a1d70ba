package io.millrace.server.gateway.live;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A stage with its deployment, ready to be called. Its methods are made ready one by one, when they are first called.
/// Any thread.
public final class LiveStage {
    /// Those that `ANY` stands for.
    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final Stage stage;
    private final RestApi api;
    private final LiveParts parts;
    private final Router router;
    private final Map<Key, LiveMethod> methods = new ConcurrentHashMap<>();

    /// Which method of which resource.
    private record Key(String resourceId, String method) {}

    /// A method with what the path says.
    ///
    /// @param method that is meant
    /// @param resourceId of its resource
    /// @param resourcePath of its resource
    /// @param pathParameters decoded
    public record Found(
            LiveMethod method, String resourceId, String resourcePath, Map<String, String> pathParameters) {}

    LiveStage(Stage stage, Deployment deployment, LiveParts parts) {
        this.stage = stage;
        this.api = deployment.snapshot();
        this.parts = parts;
        this.router = Router.of(api);
    }

    public Stage stage() {
        return stage;
    }

    /// As it was when it was deployed.
    public RestApi api() {
        return api;
    }

    /// @param method as sent
    /// @param path behind the stage, as sent
    /// @throws RequestException for a path that none may be
    public Optional<Found> find(String method, String path) {
        return router.find(path).flatMap(match -> method(match.resource(), method)
                .map(found -> new Found(found, match.resource().resourceId(), match.path(), match.parameters())));
    }

    /// As [#find], when that has nothing to make ready first.
    public Optional<Found> findReady(String method, String path) {
        return router.find(path).flatMap(match -> Optional.ofNullable(
                        match.resource().methods().get(method))
                .flatMap(exact ->
                        Optional.ofNullable(methods.get(new Key(match.resource().resourceId(), exact.httpMethod()))))
                .map(found -> new Found(found, match.resource().resourceId(), match.path(), match.parameters())));
    }

    private Optional<LiveMethod> method(ApiResource resource, String name) {
        ApiMethod exact = resource.methods().get(name);
        ApiMethod method =
                exact == null && METHODS.contains(name) ? resource.methods().get(ApiMethod.ANY) : exact;
        return method == null
                ? Optional.empty()
                : Optional.of(methods.computeIfAbsent(
                        new Key(resource.resourceId(), method.httpMethod()),
                        key -> LiveMethod.of(method, api, stage, parts)));
    }
}
