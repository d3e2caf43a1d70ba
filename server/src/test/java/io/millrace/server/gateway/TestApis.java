package io.millrace.server.gateway;

import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.ApiSettings.ApiKeySource;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.RestApi;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// REST APIs for tests.
public final class TestApis {
    public static final String REGION = "us-east-1";
    public static final String ID = "abcde12345";

    private TestApis() {}

    /// An API with resources of these paths and the root, each with a method; those between them have none.
    public static RestApi ofPaths(String... paths) {
        Map<String, ApiResource> byPath = new LinkedHashMap<>();
        byPath.put("", new ApiResource("r0", Optional.empty(), "", methods()));
        for (String path : paths) {
            ApiResource resource = addPath(byPath, path);
            byPath.put(
                    path, new ApiResource(resource.resourceId(), resource.parentId(), resource.pathPart(), methods()));
        }
        Map<String, ApiResource> byId = new LinkedHashMap<>();
        byPath.values().forEach(resource -> byId.put(resource.resourceId(), resource));
        return new RestApi(REGION, ID, settings(), "r0", byId, Map.of(), Map.of(), Map.of(), Map.of());
    }

    private static ApiResource addPath(Map<String, ApiResource> byPath, String path) {
        if (byPath.containsKey(path)) {
            return byPath.get(path);
        }
        int slash = path.lastIndexOf('/');
        ApiResource parent = addPath(byPath, path.substring(0, slash));
        ApiResource resource = new ApiResource(
                "r" + byPath.size(), Optional.of(parent.resourceId()), path.substring(slash + 1), Map.of());
        byPath.put(path, resource);
        return resource;
    }

    public static ApiSettings settings(String... binaryMediaTypes) {
        return new ApiSettings(
                "test",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                List.of(binaryMediaTypes),
                Optional.empty(),
                ApiKeySource.HEADER,
                List.of("REGIONAL"),
                Optional.empty(),
                false,
                Map.of(),
                Map.of());
    }

    private static Map<String, ApiMethod> methods() {
        return Map.of("GET", method("GET", Optional.empty()));
    }

    /// A method that everybody may call.
    private static ApiMethod method(String name, Optional<Integration> integration) {
        return new ApiMethod(
                name,
                AuthorizationType.NONE,
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                integration);
    }
}
