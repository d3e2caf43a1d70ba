package io.millrace.server.provision.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.kept.KeptResource;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.Map;

/// A type whose resources have no effect here: they are kept in the catalog, with attributes that look like AWS's.
///
/// @param line of the table
/// @param catalog where its resources are
record KeptType(KeptLine line, Catalog catalog) implements DescribedType {
    private static final int NAME_CHARS = 128;
    private static final int UUID_CHARS = 32;

    @Override
    public TypeDescription description() {
        return line.description();
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        String hex = naming.hex(UUID_CHARS);
        Map<String, String> words = Map.of(
                "name", naming.name(NAME_CHARS),
                "lowername", naming.lowerCaseName(NAME_CHARS),
                "uuid", hex.replaceFirst("(.{8})(.{4}).(.{3}).(.{3})(.{12})", "$1-$2-4$3-a$4-$5"),
                "ip", address(hex));
        return new KeptText(hex, properties, words).fill(line.physicalId());
    }

    /// Of the block that is reserved for good: nobody's address.
    private static String address(String hex) {
        long bits = Long.parseLong(hex, 0, 7, 16);
        return (240 + (bits >> 24)) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
    }

    @Override
    public boolean exists(ResourceCall call) {
        return catalog.find(KeptResource.class, KeptResource.id(call.region(), name(), call.physicalId()))
                .isPresent();
    }

    @Override
    public Made create(ResourceCall call) {
        return put(call);
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return put(call);
    }

    private Made put(ResourceCall call) {
        KeptResource resource =
                new KeptResource(name(), call.region(), call.physicalId(), call.properties(), attributes(call));
        catalog.apply(() -> {
            if (!exists(call) && catalog.list(KeptResource.class).size() >= Limit.KEPT_RESOURCES.value()) {
                throw new RequestException(
                        "LimitExceeded",
                        "There may be " + Limit.KEPT_RESOURCES.value() + " resources that are kept only");
            }
            return Changes.put(resource);
        });
        Made made = Made.of(call.physicalId());
        for (String attribute : line.attributes().keySet()) {
            made = made.with(attribute, resource.attributes().get(attribute));
        }
        return made;
    }

    private ObjectNode attributes(ResourceCall call) {
        Map<String, String> words = Map.of("id", call.physicalId(), "region", call.region(), "account", Arn.ACCOUNT);
        KeptText text = new KeptText(call.physicalId(), call.properties(), words);
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        line.attributes().forEach((attribute, pattern) -> {
            if (pattern.equals("[]")) {
                attributes.putArray(attribute);
            } else {
                attributes.put(attribute, text.fill(pattern));
            }
        });
        return attributes;
    }

    @Override
    public void delete(ResourceCall call) {
        catalog.remove(KeptResource.id(call.region(), name(), call.physicalId()));
    }
}
