package io.millrace.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.resource.ResourceKinds;

/// The records of the catalog's stream: `{"put": TYPE, "value": {…}}` and `{"remove": TYPE, "region": …, "name": …}`
/// for
/// changes; `{"snapshot": "begin"}`, `{"keep": TYPE, "value": {…}}`… and `{"snapshot": "end"}` for the whole state, in
/// place of all that came before. Earlier versions wrote `{"clear": true}` before a state that is made of puts.
sealed interface CatalogEntry {
    String SNAPSHOT = "snapshot";

    /// A resource was added or replaced.
    record Put(Resource resource) implements CatalogEntry {}

    /// A resource was removed.
    record Removed(ResourceId id) implements CatalogEntry {}

    /// The whole state follows.
    record SnapshotBegins() implements CatalogEntry {}

    /// A resource of the whole state.
    record InSnapshot(Resource resource) implements CatalogEntry {}

    /// The whole state is there.
    record SnapshotEnds() implements CatalogEntry {}

    /// Nothing before this counts.
    record Cleared() implements CatalogEntry {}

    static ObjectNode put(Resource resource) {
        return of("put", resource);
    }

    static ObjectNode inSnapshot(Resource resource) {
        return of("keep", resource);
    }

    static ObjectNode removed(ResourceId id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("remove", id.type())
                .put("region", id.region())
                .put("name", id.name());
    }

    static ObjectNode snapshotBegins() {
        return JsonNodeFactory.instance.objectNode().put(SNAPSHOT, "begin");
    }

    static ObjectNode snapshotEnds() {
        return JsonNodeFactory.instance.objectNode().put(SNAPSHOT, "end");
    }

    /// What a record says.
    static CatalogEntry of(ObjectNode entry) {
        if (entry.has("put")) {
            return new Put(resource(entry, "put"));
        }
        if (entry.has("keep")) {
            return new InSnapshot(resource(entry, "keep"));
        }
        JsonNode removed = entry.get("remove");
        if (removed != null) {
            return new Removed(new ResourceId(
                    removed.textValue(),
                    entry.required("region").textValue(),
                    entry.required("name").textValue()));
        }
        return switch (entry.path(SNAPSHOT).asText()) {
            case "begin" -> new SnapshotBegins();
            case "end" -> new SnapshotEnds();
            default -> new Cleared();
        };
    }

    private static Resource resource(ObjectNode entry, String verb) {
        return ResourceKinds.of(entry.required(verb).textValue()).read((ObjectNode) entry.required("value"));
    }

    private static ObjectNode of(String verb, Resource resource) {
        String type = resource.id().type();
        return JsonNodeFactory.instance
                .objectNode()
                .put(verb, type)
                .set("value", write(ResourceKinds.of(type), resource));
    }

    private static <R extends Resource> ObjectNode write(ResourceKind<R> kind, Resource resource) {
        return kind.write(kind.valueType().cast(resource));
    }
}
