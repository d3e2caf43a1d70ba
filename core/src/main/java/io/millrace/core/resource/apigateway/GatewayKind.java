package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceKind;

/// How a kind of API Gateway's is kept: its members as they are answered, and its place. They are read back by what
/// reads a caller's.
///
/// @param <R> the values of this kind
abstract class GatewayKind<R extends Resource> implements ResourceKind<R> {
    private static final String REGION = "keptRegion";
    private static final String NAME = "keptName";

    private final String type;
    private final Class<R> valueType;

    GatewayKind(String type, Class<R> valueType) {
        this.type = type;
        this.valueType = valueType;
    }

    /// Where a resource is, as its id says.
    ///
    /// @param name with the API's id before a slash, of what belongs to an API
    record Place(String region, String name) {
        String apiId() {
            return name.substring(0, name.indexOf('/'));
        }
    }

    /// What is kept beside the place.
    abstract ObjectNode members(R resource);

    abstract R parse(Place place, Fields fields);

    @Override
    public String type() {
        return type;
    }

    @Override
    public Class<R> valueType() {
        return valueType;
    }

    @Override
    public ObjectNode write(R resource) {
        return members(resource)
                .put(REGION, resource.id().region())
                .put(NAME, resource.id().name());
    }

    @Override
    public R read(ObjectNode kept) {
        Fields fields = Fields.of(kept, type);
        return parse(new Place(fields.requiredString(REGION), fields.requiredString(NAME)), fields);
    }
}
