package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;

/// One statement of the policy of a layer's version: kept and given back, and without effect, because there is one
/// account.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html>
///
/// @param layer name of the layer
/// @param region of the layer
/// @param number of the version
/// @param statementId unique in the policy
/// @param statement as the policy has it
public record LayerPermission(String layer, String region, int number, String statementId, ObjectNode statement)
        implements Resource {
    public static final String TYPE = "AWS::Lambda::LayerVersionPermission";

    public LayerPermission {
        statement = statement.deepCopy();
    }

    /// The caller owns it.
    @Override
    public ObjectNode statement() {
        return statement.deepCopy();
    }

    public static ResourceId id(String region, String layer, int number, String statementId) {
        return new ResourceId(TYPE, region, layer + ":" + number + ":" + statementId);
    }

    @Override
    public ResourceId id() {
        return id(region, layer, number, statementId);
    }

    /// How permissions are kept.
    public static final ResourceKind<LayerPermission> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<LayerPermission> valueType() {
            return LayerPermission.class;
        }

        @Override
        public ObjectNode write(LayerPermission permission) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Layer", permission.layer())
                    .put("Region", permission.region())
                    .put("Number", permission.number())
                    .put("StatementId", permission.statementId());
            kept.set("Statement", permission.statement());
            return kept;
        }

        @Override
        public LayerPermission read(ObjectNode kept) {
            return new LayerPermission(
                    kept.required("Layer").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("Number").intValue(),
                    kept.required("StatementId").textValue(),
                    (ObjectNode) kept.required("Statement"));
        }
    };
}
