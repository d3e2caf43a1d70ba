package io.millrace.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.apigateway.model.Stage;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/// What a stack made, as the services' own APIs describe it: every member of every answer, under the logical id of its
/// resource. Wherever the id of a resource stands in a text, its logical id stands there instead; what is of the moment
/// (dates, revisions, ids that are drawn for each thing that is made) is left out.
final class Inventory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_THE_MOMENT = List.of(
            "CreateTimestamp",
            "LastUpdateTimestamp",
            "LastModified",
            "RevisionId",
            "createdDate",
            "lastUpdatedDate",
            "CreateDate",
            "RoleId",
            "rootResourceId");

    private final Estate estate;
    private final Map<String, String> logicalIds;
    private final ObjectNode all = JSON.createObjectNode();

    private Inventory(Estate estate, Map<String, String> logicalIds) {
        this.estate = estate;
        this.logicalIds = logicalIds;
    }

    /// @param names a logical id as the inventory is to have it
    static ObjectNode of(Estate estate, String stack, UnaryOperator<String> names) {
        List<StackResource> resources =
                estate.stacks.describeStackResources(r -> r.stackName(stack)).stackResources();
        // The longest first: an id may begin with another one.
        Map<String, String> logicalIds = new TreeMap<>(
                (a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(b.length(), a.length()));
        for (StackResource resource : resources) {
            logicalIds.put(resource.physicalResourceId(), names.apply(resource.logicalResourceId()));
        }
        Inventory inventory = new Inventory(estate, logicalIds);
        for (StackResource resource : resources) {
            inventory.describe(resource.resourceType(), resource.physicalResourceId());
        }
        outputs(estate, stack).forEach((key, value) -> inventory.all.put("output " + key, inventory.neutral(value)));
        return inventory.all;
    }

    static Map<String, String> outputs(Estate estate, String stack) {
        Map<String, String> outputs = new TreeMap<>();
        for (Output output : estate.stacks
                .describeStacks(r -> r.stackName(stack))
                .stacks()
                .getFirst()
                .outputs()) {
            outputs.put(output.outputKey(), output.outputValue());
        }
        return outputs;
    }

    private void describe(String type, String id) {
        switch (type) {
            case "AWS::S3::Bucket" -> put(id, estate.s3.getBucketVersioning(r -> r.bucket(id)));
            case "AWS::KinesisFirehose::DeliveryStream" ->
                put(
                        id,
                        estate.firehose
                                .describeDeliveryStream(r -> r.deliveryStreamName(id))
                                .deliveryStreamDescription());
            case "AWS::Lambda::Function" -> function(id);
            case "AWS::ApiGateway::RestApi" -> api(id);
            case "AWS::IAM::Role" -> role(id);
            default -> {
                // A part of one of those above, and described with it.
            }
        }
    }

    private void function(String name) {
        ObjectNode function = put(name, estate.lambda.getFunctionConfiguration(r -> r.functionName(name)));
        function.set(
                "Policy",
                document(estate.lambda.getPolicy(r -> r.functionName(name)).policy()));
    }

    private void api(String id) {
        ObjectNode api = put(id, estate.gateway.getRestApi(r -> r.restApiId(id)));
        for (Stage stage : estate.gateway.getStages(r -> r.restApiId(id)).item()) {
            ObjectNode one = api.putObject("stage " + stage.stageName());
            one.set("stage", tree(stage));
            one.set(
                    "export",
                    document(estate.gateway
                            .getExport(r -> r.restApiId(id)
                                    .stageName(stage.stageName())
                                    .exportType("swagger")
                                    .accepts("application/json")
                                    .parameters(Map.of("extensions", "apigateway")))
                            .body()
                            .asUtf8String()));
        }
    }

    private void role(String name) {
        ObjectNode role = put(name, estate.iam.getRole(r -> r.roleName(name)).role());
        role.set(
                "AssumeRolePolicyDocument",
                document(role.path("AssumeRolePolicyDocument").asText()));
        ObjectNode policies = role.putObject("policies");
        for (String policy : estate.iam.listRolePolicies(r -> r.roleName(name)).policyNames()) {
            policies.set(
                    neutral(policy),
                    document(estate.iam
                            .getRolePolicy(r -> r.roleName(name).policyName(policy))
                            .policyDocument()));
        }
        role.set(
                "attached",
                tree(estate.iam.listAttachedRolePolicies(r -> r.roleName(name)).attachedPolicies()));
    }

    private ObjectNode put(String id, SdkPojo answer) {
        ObjectNode described = (ObjectNode) tree(answer);
        all.set(neutral(id), described);
        return described;
    }

    /// A JSON document that an answer holds as a text; IAM writes it as it would stand in an address.
    private JsonNode document(String text) {
        try {
            boolean encoded = text.startsWith("%7B");
            return neutral(JSON.readTree(encoded ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text));
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private JsonNode tree(Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case SdkPojo answer -> members(answer);
            case Map<?, ?> map -> {
                ObjectNode tree = JSON.createObjectNode();
                new TreeMap<>(map).forEach((key, member) -> tree.set(neutral(key.toString()), tree(member)));
                yield tree;
            }
            case Collection<?> items -> {
                ArrayNode tree = JSON.createArrayNode();
                items.forEach(item -> tree.add(tree(item)));
                yield tree;
            }
            default -> TextNode.valueOf(neutral(value.toString()));
        };
    }

    private ObjectNode members(SdkPojo answer) {
        ObjectNode tree = JSON.createObjectNode();
        for (SdkField<?> field : answer.sdkFields()) {
            Object member = field.getValueOrDefault(answer);
            boolean unset = member == null
                    || member instanceof SdkAutoConstructList
                    || member instanceof SdkAutoConstructMap
                    || OF_THE_MOMENT.contains(field.memberName());
            if (!unset) {
                tree.set(field.memberName(), tree(member));
            }
        }
        return tree;
    }

    private JsonNode neutral(JsonNode document) {
        return switch (document) {
            case ObjectNode object -> {
                ObjectNode neutral = JSON.createObjectNode();
                Map<String, JsonNode> members = new TreeMap<>();
                object.properties()
                        .forEach(member -> members.put(neutral(member.getKey()), neutral(member.getValue())));
                members.forEach(neutral::set);
                yield neutral;
            }
            case ArrayNode array -> {
                ArrayNode neutral = JSON.createArrayNode();
                array.forEach(item -> neutral.add(neutral(item)));
                yield neutral;
            }
            case TextNode text -> TextNode.valueOf(neutral(text.textValue()));
            default -> document;
        };
    }

    private String neutral(String text) {
        String neutral = text;
        for (Map.Entry<String, String> id : logicalIds.entrySet()) {
            neutral = neutral.replace(id.getKey(), "<" + id.getValue() + ">");
        }
        return neutral;
    }
}
