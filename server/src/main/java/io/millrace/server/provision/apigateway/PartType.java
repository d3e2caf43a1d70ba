package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;

/// A type whose resources are made by a POST, changed by a PATCH and deleted by a DELETE; see [Parts].
final class PartType implements DescribedType {
    private static final int SUFFIX_CHARS = 6;

    private final GatewayApi api;
    private final Part part;

    PartType(GatewayApi api, Part part) {
        this.api = api;
        this.part = part;
    }

    @Override
    public TypeDescription description() {
        return part.description();
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return isNamed() ? properties.path("Name").asText(letters(naming)) : naming.id(part.idChars());
    }

    /// Where only letters and digits may be.
    private static String letters(Naming naming) {
        return naming.logicalId() + naming.id(SUFFIX_CHARS);
    }

    private boolean isNamed() {
        return part.idChars() == 0;
    }

    @Override
    public boolean exists(ResourceCall call) {
        return isNamed() && api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = input(call);
        if (part.tagged()) {
            Tags.of(call).object().ifPresent(tags -> input.set("tags", tags));
        }
        if (isNamed()) {
            api.post(call, collection(call), input.put("name", call.physicalId()));
        } else {
            api.postPlanned(call, collection(call), input);
        }
        return made(call);
    }

    /// A name that AWS would make where the template has none.
    private ObjectNode input(ResourceCall call) {
        ObjectNode input = Members.camel(call.properties(), part.input().toArray(String[]::new));
        JsonNode schema = input.path("schema");
        if (schema.isContainerNode()) {
            input.put("schema", schema.toString());
        }
        if (part.input().contains("ContentType")) {
            input.putIfAbsent("contentType", input.textNode("application/json"));
        }
        if (part.input().contains("Name")) {
            input.putIfAbsent(
                    "name", input.textNode(call.stack().name() + "-" + call.logicalId() + "-" + call.physicalId()));
        }
        return input;
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        JsonNode present = api.get(call, path(call));
        ObjectNode wanted = part.defaults().deepCopy().setAll(input(call));
        Patches patches = new Patches().texts(present, wanted, part.patched().toArray(String[]::new));
        part.items().ifPresent(name -> patches.items("/" + name, present.path(name), wanted.path(name)));
        api.patch(call, path(call), patches);
        if (part.tagged()) {
            api.updateTags(call, path(call), call.properties().path("Tags"));
        }
        return made(call);
    }

    private Made made(ResourceCall call) {
        Made made = Made.of(call.physicalId());
        for (String attribute : part.description().attributes()) {
            made = made.with(attribute, call.physicalId());
        }
        return made;
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private String collection(ResourceCall call) {
        return part.inApi() ? GatewayApi.api(call) + part.collection() : part.collection();
    }

    private String path(ResourceCall call) {
        return collection(call) + "/" + GatewayApi.encoded(call.physicalId());
    }
}
