package io.millrace.server.aws.lambda;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.LayerPermission;
import io.millrace.core.resource.lambda.LayerVersion;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Who may use a layer: policies are kept and given back, and have no effect, because there is one account.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html>
final class LayerPolicies {
    private static final String POLICY = LayerOperations.VERSION + "/policy";
    private static final Pattern PRINCIPAL = Pattern.compile("\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root");
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    private final LambdaPorts ports;

    LayerPolicies(LambdaPorts ports) {
        this.ports = ports;
    }

    List<Route> routes() {
        return List.of(
                route("POST", POLICY, this::add),
                route("GET", POLICY, this::get),
                route("DELETE", POLICY + "/{StatementId}", this::remove));
    }

    static List<LayerPermission> of(Catalog catalog, LayerReference layer) {
        return catalog.list(LayerPermission.class).stream()
                .filter(permission -> permission.region().equals(layer.region())
                        && permission.layer().equals(layer.name())
                        && permission.number() == layer.number())
                .toList();
    }

    private RestAnswer add(RestCall call) {
        call.allowParameters("RevisionId");
        LayerReference layer = LayerReference.version(call);
        Fields fields = call.fields();
        String id = PolicyStatement.id(fields);
        String action = Constraint.required("action", fields.string("Action"));
        Constraint.oneOf("action", action, List.of("lambda:GetLayerVersion"));
        String principal = Constraint.pattern(
                "principal", Constraint.required("principal", fields.string("Principal")), PRINCIPAL);
        Optional<String> organization =
                fields.string("OrganizationId").map(given -> Constraint.pattern("organizationId", given, ORGANIZATION));
        fields.refuseUnknown();
        AtomicReference<ObjectNode> answer = new AtomicReference<>();
        ports.catalog().apply(() -> {
            LayerVersion version = find(layer);
            List<LayerPermission> present = of(ports.catalog(), layer);
            requireRevision(call, present);
            if (present.stream().anyMatch(other -> other.statementId().equals(id))) {
                throw new RequestException(
                        "ResourceConflictException",
                        "The statement id (" + id + ") provided already exists. Please provide a new statement id, or"
                                + " remove the existing statement.");
            }
            LayerPermission permission = new LayerPermission(
                    layer.name(), layer.region(), layer.number(), id, statement(id, principal, organization, version));
            List<LayerPermission> all = new ArrayList<>(present);
            all.add(permission);
            int bytes = policy(all).length();
            if (bytes > Limit.FUNCTION_POLICY_BYTES.value()) {
                throw new RequestException(
                        "PolicyLengthExceededException",
                        "The final policy size (" + bytes + ") is bigger than the limit ("
                                + Limit.FUNCTION_POLICY_BYTES.value() + ").");
            }
            answer.set(JsonNodeFactory.instance
                    .objectNode()
                    .put("Statement", permission.statement().toString())
                    .put("RevisionId", revision(all)));
            return Changes.put(permission);
        });
        return RestAnswer.json(201, answer.get());
    }

    private static ObjectNode statement(
            String id, String principal, Optional<String> organization, LayerVersion version) {
        ObjectNode statement =
                JsonNodeFactory.instance.objectNode().put("Sid", id).put("Effect", "Allow");
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement
                    .putObject("Principal")
                    .put("AWS", principal.startsWith("arn:") ? principal : "arn:aws:iam::" + principal + ":root");
        }
        statement.put("Action", "lambda:GetLayerVersion").put("Resource", version.arn());
        organization.ifPresent(given ->
                statement.putObject("Condition").putObject("StringEquals").put("aws:PrincipalOrgID", given));
        return statement;
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        LayerReference layer = LayerReference.version(call);
        find(layer);
        List<LayerPermission> present = of(ports.catalog(), layer);
        if (present.isEmpty()) {
            throw RequestException.notFound("No policy is associated with the given resource.");
        }
        return RestAnswer.json(JsonNodeFactory.instance
                .objectNode()
                .put("Policy", policy(present))
                .put("RevisionId", revision(present)));
    }

    private RestAnswer remove(RestCall call) {
        call.allowParameters("RevisionId");
        LayerReference layer = LayerReference.version(call);
        String id = call.label("StatementId");
        ports.catalog().apply(() -> {
            find(layer);
            List<LayerPermission> present = of(ports.catalog(), layer);
            if (present.stream()
                    .noneMatch(permission -> permission.statementId().equals(id))) {
                throw RequestException.notFound("Statement " + id + " is not found in resource policy.");
            }
            requireRevision(call, present);
            return Changes.remove(List.of(LayerPermission.id(layer.region(), layer.name(), layer.number(), id)));
        });
        return RestAnswer.empty(204);
    }

    private LayerVersion find(LayerReference layer) {
        return LayerOperations.find(ports, layer)
                .orElseThrow(() -> RequestException.notFound(
                        "Layer version " + layer.arn() + ":" + layer.number() + " does not exist."));
    }

    private static void requireRevision(RestCall call, List<LayerPermission> present) {
        Target.requireRevision(
                call.parameter("RevisionId").filter(text -> !text.isEmpty()),
                revision(present),
                "GetLayerVersionPolicy");
    }

    private static String policy(List<LayerPermission> statements) {
        ObjectNode policy = JsonNodeFactory.instance
                .objectNode()
                .put("Version", "2012-10-17")
                .put("Id", "default");
        ArrayNode list = policy.putArray("Statement");
        statements.stream()
                .sorted(Comparator.comparing(LayerPermission::statementId))
                .forEach(permission -> list.add(permission.statement()));
        return policy.toString();
    }

    /// Drawn from the policy itself: another one with each change, and none to keep.
    private static String revision(List<LayerPermission> present) {
        return UUID.nameUUIDFromBytes(policy(present).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
