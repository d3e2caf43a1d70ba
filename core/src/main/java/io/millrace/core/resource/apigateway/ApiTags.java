package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import java.util.Map;
import java.util.TreeMap;

/// The tags of whatever of API Gateway has some: kept and given back, without further meaning.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html>
public final class ApiTags {
    private ApiTags() {}

    /// Reads an object of strings.
    public static Map<String, String> parse(Fields request, String name) {
        return ApiValues.tags(request, name);
    }

    /// In order of their keys.
    ///
    /// @throws IllegalArgumentException for what has no tags
    public static Map<String, String> of(Resource resource) {
        return new TreeMap<>(
                switch (resource) {
                    case RestApi api -> api.settings().tags();
                    case Stage stage -> stage.tags();
                    case ApiKey key -> key.tags();
                    case UsagePlan plan -> plan.tags();
                    case VpcLink link -> link.tags();
                    default -> throw new IllegalArgumentException(resource.id() + " has no tags");
                });
    }

    /// The same with other tags.
    ///
    /// @throws IllegalArgumentException for what has no tags
    public static Resource with(Resource resource, Map<String, String> tags) {
        ApiValues.checkedTags(tags);
        return switch (resource) {
            case RestApi api -> api.with(api.settings().withTags(tags));
            case Stage stage -> stage.withTags(tags);
            case ApiKey key -> key.withTags(tags);
            case UsagePlan plan -> plan.withTags(tags);
            case VpcLink link -> link.withTags(tags);
            default -> throw new IllegalArgumentException(resource.id() + " has no tags");
        };
    }
}
