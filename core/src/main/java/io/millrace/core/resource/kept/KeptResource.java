package io.millrace.core.resource.kept;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;

/// Something of AWS's that has no effect here, such as a VPC: its properties are kept and given back, with attributes
/// that look like AWS's.
///
/// @param type CloudFormation's name of what it is: `AWS::EC2::VPC`
/// @param region where it was made
/// @param physicalId `vpc-0123456789abcdef0`; unique among those of its type and region
/// @param properties as a template gave them; not to be changed
/// @param attributes by name; not to be changed
public record KeptResource(String type, String region, String physicalId, ObjectNode properties, ObjectNode attributes)
        implements Resource {
    public static final String TYPE = "Millrace::Kept::Resource";

    public KeptResource {
        properties = properties.deepCopy();
        attributes = attributes.deepCopy();
    }

    public static ResourceId id(String region, String type, String physicalId) {
        return new ResourceId(TYPE, region, type + " " + physicalId);
    }

    @Override
    public ResourceId id() {
        return id(region, type, physicalId);
    }

    /// How they are kept.
    public static final ResourceKind<KeptResource> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<KeptResource> valueType() {
            return KeptResource.class;
        }

        @Override
        public ObjectNode write(KeptResource resource) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Type", resource.type())
                    .put("Region", resource.region())
                    .put("PhysicalId", resource.physicalId());
            kept.set("Properties", resource.properties());
            kept.set("Attributes", resource.attributes());
            return kept;
        }

        @Override
        public KeptResource read(ObjectNode kept) {
            return new KeptResource(
                    kept.required("Type").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("PhysicalId").textValue(),
                    (ObjectNode) kept.required("Properties"),
                    (ObjectNode) kept.required("Attributes"));
        }
    };
}
