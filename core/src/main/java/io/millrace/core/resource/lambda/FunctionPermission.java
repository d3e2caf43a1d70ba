package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.Optional;

/// One statement of the policy of a function, a version or an alias.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html>
///
/// @param function name of the function
/// @param region of the function
/// @param qualifier of the version or alias whose policy it is part of
/// @param statementId 1–100 characters of `[a-zA-Z0-9_-]`, unique in the policy
/// @param statement as the policy has it: `{Sid, Effect, Principal, Action, Resource, Condition}`
public record FunctionPermission(
        String function, String region, Optional<String> qualifier, String statementId, ObjectNode statement)
        implements FunctionPart {
    public static final String TYPE = "AWS::Lambda::Permission";

    public FunctionPermission {
        statement = statement.deepCopy();
    }

    /// The caller owns it.
    @Override
    public ObjectNode statement() {
        return statement.deepCopy();
    }

    public static ResourceId id(String region, String function, Optional<String> qualifier, String statementId) {
        return new ResourceId(
                TYPE, region, function + qualifier.map(name -> ":" + name).orElse("") + ":" + statementId);
    }

    @Override
    public ResourceId id() {
        return id(region, function, qualifier, statementId);
    }

    /// How permissions are kept.
    public static final ResourceKind<FunctionPermission> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<FunctionPermission> valueType() {
            return FunctionPermission.class;
        }

        @Override
        public ObjectNode write(FunctionPermission permission) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Function", permission.function())
                    .put("Region", permission.region())
                    .put("StatementId", permission.statementId());
            permission.qualifier().ifPresent(name -> kept.put("Qualifier", name));
            kept.set("Statement", permission.statement());
            return kept;
        }

        @Override
        public FunctionPermission read(ObjectNode kept) {
            return new FunctionPermission(
                    kept.required("Function").textValue(),
                    kept.required("Region").textValue(),
                    Optional.ofNullable(kept.path("Qualifier").textValue()),
                    kept.required("StatementId").textValue(),
                    (ObjectNode) kept.required("Statement"));
        }
    };
}
