package io.millrace.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.resource.ResourceKinds;
import java.util.Optional;

/// The three records of the catalog's stream: `{"put": TYPE, "value": {…}}`, `{"remove": TYPE, "region": …, "name": …}`
/// and `{"clear": true}`, after which
/// the state is written anew.
final class CatalogEntry {
    private CatalogEntry() {}

    static ObjectNode put(Resource resource) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("put", resource.id().type())
                .set("value", write(ResourceKinds.of(resource.id().type()), resource));
    }

    static ObjectNode removed(ResourceId id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("remove", id.type())
                .put("region", id.region())
                .put("name", id.name());
    }

    static ObjectNode cleared() {
        return JsonNodeFactory.instance.objectNode().put("clear", true);
    }

    static Optional<Resource> read(ObjectNode entry) {
        JsonNode type = entry.get("put");
        return type == null
                ? Optional.empty()
                : Optional.of(ResourceKinds.of(type.textValue()).read((ObjectNode) entry.required("value")));
    }

    static Optional<ResourceId> removedId(ObjectNode entry) {
        JsonNode type = entry.get("remove");
        return type == null
                ? Optional.empty()
                : Optional.of(new ResourceId(
                        type.textValue(),
                        entry.required("region").textValue(),
                        entry.required("name").textValue()));
    }

    private static <R extends Resource> ObjectNode write(ResourceKind<R> kind, Resource resource) {
        return kind.write(kind.valueType().cast(resource));
    }
}
