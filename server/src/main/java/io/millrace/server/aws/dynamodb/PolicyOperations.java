package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableSettings.Policy;
import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.protocol.AwsCall;
import io.millrace.server.aws.protocol.RequestJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The policies of tables: kept and given back, nobody is let in or kept out by them.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html>
final class PolicyOperations {
    private static final RequestShape PUT = new RequestShape(Member.structure("PutResourcePolicyInput")
            .with("ResourceArn", Member.string().lengthFrom(1).notNull())
            .with("Policy", Member.string().notNull())
            .with("ExpectedRevisionId", Member.string())
            .with("ConfirmRemoveSelfResourceAccess", Member.bool()));
    private static final RequestShape GET = new RequestShape(Member.structure("GetResourcePolicyInput")
            .with("ResourceArn", Member.string().lengthFrom(1).notNull()));
    private static final RequestShape DELETE = new RequestShape(Member.structure("DeleteResourcePolicyInput")
            .with("ResourceArn", Member.string().lengthFrom(1).notNull())
            .with("ExpectedRevisionId", Member.string()));

    private final Tables tables;

    PolicyOperations(Tables tables) {
        this.tables = tables;
    }

    /// @param revision unlike any before
    /// @throws RequestException `ValidationException` for what is no JSON object
    static Policy read(String text, String revision) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > TableLimit.DYNAMODB_POLICY_BYTES.value()) {
            throw invalid("Resource-based policy size exceeds the limit of " + TableLimit.DYNAMODB_POLICY_BYTES.value()
                    + " bytes");
        }
        if (!isObject(bytes)) {
            throw invalid("Resource-based policy is not a JSON object");
        }
        return new Policy(revision, text);
    }

    private static boolean isObject(byte[] text) {
        try {
            return RequestJson.parse(text).isObject();
        } catch (RequestException e) {
            return false;
        }
    }

    JsonNode put(AwsCall call) {
        ObjectNode request = PUT.read(call.input());
        Policy policy = read(request.path("Policy").textValue(), tables.newId());
        return change(request, "PutResourcePolicy", Optional.of(policy));
    }

    JsonNode get(AwsCall call) {
        ObjectNode request = GET.read(call.input());
        ResourceId id = id(request, "GetResourcePolicy");
        Policy policy = find(tables.require(id.region(), id.name()))
                .orElseThrow(() -> notFound(request.path("ResourceArn").textValue()));
        return JsonNodeFactory.instance
                .objectNode()
                .put("Policy", policy.text())
                .put("RevisionId", policy.revision());
    }

    JsonNode delete(AwsCall call) {
        ObjectNode request = DELETE.read(call.input());
        return change(request, "DeleteResourcePolicy", Optional.empty());
    }

    private JsonNode change(ObjectNode request, String operation, Optional<Policy> policy) {
        ResourceId id = id(request, operation);
        String[] revision = new String[1];
        tables.record(id, table -> {
            String present = find(table).map(Policy::revision).orElse("NO_POLICY");
            if (request.hasNonNull("ExpectedRevisionId")
                    && !request.path("ExpectedRevisionId").textValue().equals(present)) {
                throw notFound(request.path("ResourceArn").textValue());
            }
            revision[0] = policy.map(Policy::revision).orElse(present);
            return table.withSettings(
                    table.settings().withKept(table.settings().kept().withPolicy(policy)));
        });
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return revision[0].equals("NO_POLICY") ? answer : answer.put("RevisionId", revision[0]);
    }

    private static Optional<Policy> find(Table table) {
        return table.settings().kept().policy();
    }

    private static ResourceId id(ObjectNode request, String operation) {
        return TableArn.read(request.path("ResourceArn").textValue(), operation);
    }

    private static RequestException notFound(String arn) {
        return new RequestException(
                "PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn: " + arn);
    }
}
