package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.FunctionPermission;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who may call a function: policies are kept and given back, and have no effect, because there is one account.
final class PermissionOperations {
    private final LambdaPorts ports;

    PermissionOperations(LambdaPorts ports) {
        this.ports = ports;
    }

    RestAnswer add(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        if (reference.qualifier().equals(Optional.of(RunnableFunction.LATEST))) {
            throw Target.invalid("We currently do not support adding policies for $LATEST.");
        }
        Fields fields = call.fields();
        String id = PolicyStatement.id(fields);
        ObjectNode statement = PolicyStatement.of(fields, id, reference.arn());
        Optional<String> revision = fields.string("RevisionId");
        fields.refuseUnknown();
        FunctionPermission permission =
                new FunctionPermission(reference.name(), reference.region(), reference.qualifier(), id, statement);
        ports.catalog().apply(() -> {
            ports.functions().resolve(reference);
            List<FunctionPermission> present = of(reference);
            requireRevision(revision, present);
            if (present.stream().anyMatch(other -> other.statementId().equals(id))) {
                throw new RequestException(
                        "ResourceConflictException",
                        "The statement id (" + id + ") provided already exists. Please provide a new statement id, or"
                                + " remove the existing statement.");
            }
            int bytes = policy(present).length() + statement.toString().length();
            if (bytes > Limit.FUNCTION_POLICY_BYTES.value()) {
                throw new RequestException(
                        "PolicyLengthExceededException",
                        "The final policy size (" + bytes + ") is bigger than the limit ("
                                + Limit.FUNCTION_POLICY_BYTES.value() + ").");
            }
            return Changes.put(permission);
        });
        return RestAnswer.json(201, JsonNodeFactory.instance.objectNode().put("Statement", statement.toString()));
    }

    RestAnswer get(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        ports.functions().find(reference);
        List<FunctionPermission> present = of(reference);
        if (present.isEmpty()) {
            throw RequestException.notFound("The resource you requested does not exist.");
        }
        return RestAnswer.json(JsonNodeFactory.instance
                .objectNode()
                .put("Policy", policy(present))
                .put("RevisionId", revision(present)));
    }

    RestAnswer remove(RestCall call) {
        call.allowParameters("Qualifier", "RevisionId");
        FunctionReference reference = Target.of(call);
        String id = call.label("StatementId");
        ports.catalog().apply(() -> {
            ports.functions().find(reference);
            List<FunctionPermission> present = of(reference);
            if (present.stream()
                    .noneMatch(permission -> permission.statementId().equals(id))) {
                throw RequestException.notFound("Statement " + id + " is not found in resource policy.");
            }
            requireRevision(call.parameter("RevisionId"), present);
            return Changes.remove(
                    List.of(FunctionPermission.id(reference.region(), reference.name(), reference.qualifier(), id)));
        });
        return RestAnswer.empty(204);
    }

    private List<FunctionPermission> of(FunctionReference reference) {
        return ports.catalog().list(FunctionPermission.class).stream()
                .filter(permission -> permission.region().equals(reference.region())
                        && permission.function().equals(reference.name())
                        && permission.qualifier().equals(reference.qualifier()))
                .toList();
    }

    private static String policy(List<FunctionPermission> statements) {
        ObjectNode policy = JsonNodeFactory.instance
                .objectNode()
                .put("Version", "2012-10-17")
                .put("Id", "default");
        ArrayNode list = policy.putArray("Statement");
        statements.forEach(permission -> list.add(permission.statement()));
        return policy.toString();
    }

    private static void requireRevision(Optional<String> given, List<FunctionPermission> present) {
        Target.requireRevision(given.filter(text -> !text.isEmpty()), revision(present), "GetPolicy");
    }

    /// Drawn from the policy itself: another one with each change, and none to keep.
    private static String revision(List<FunctionPermission> present) {
        return UUID.nameUUIDFromBytes(policy(present).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
