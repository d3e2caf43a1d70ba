package io.millrace.server.aws.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The policy of a bucket: checked in its form, kept to the letter, never enforced, as there is one account.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>
final class BucketPolicy {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

    private BucketPolicy() {}

    /// @return the text as it came
    /// @throws RequestException `MalformedPolicy`
    static String checked(String text, String bucket) {
        if (text.getBytes(StandardCharsets.UTF_8).length > Limit.S3_POLICY_BYTES.value()) {
            throw malformed(
                    "Policy exceeds the maximum allowed document size of " + Limit.S3_POLICY_BYTES.value() + " bytes");
        }
        JsonNode policy = parse(text);
        if (!policy.isObject()) {
            throw malformed("Policies must be valid JSON and the first byte must be '{'");
        }
        requireKnown(policy, MEMBERS);
        if (policy.has("Version") && !VERSIONS.contains(policy.get("Version").asText())) {
            throw malformed("The policy must contain a valid version string");
        }
        List<JsonNode> statements = statements(policy).toList();
        if (statements.isEmpty()) {
            throw malformed("Could not parse the policy: Statement is empty!");
        }
        statements.forEach(statement -> check(statement, bucket));
        return text;
    }

    private static void check(JsonNode statement, String bucket) {
        if (!statement.isObject()) {
            throw malformed("Statement must hold objects");
        }
        requireKnown(statement, STATEMENT);
        if (!Set.of("Allow", "Deny").contains(statement.path("Effect").asText())) {
            throw malformed("Invalid effect: " + statement.path("Effect").asText());
        }
        for (String name : List.of("Principal", "Action", "Resource")) {
            if (statement.has(name) == statement.has("Not" + name)) {
                throw malformed("Missing required field " + name);
            }
        }
        for (String name : List.of("Action", "NotAction")) {
            texts(statement.path(name)).forEach(action -> {
                if (!action.equals("*") && !action.toLowerCase(Locale.ROOT).startsWith("s3:")) {
                    throw malformed("Policy has invalid action: " + action);
                }
            });
        }
        String own = Arn.bucket(bucket);
        for (String name : List.of("Resource", "NotResource")) {
            texts(statement.path(name)).forEach(resource -> {
                if (!resource.equals(own) && !resource.startsWith(own + "/") && !resource.startsWith(own + "*")) {
                    throw malformed("Policy has invalid resource: " + resource);
                }
            });
        }
        if (statement.has("Condition") && !statement.get("Condition").isObject()) {
            throw malformed("Condition must be an object");
        }
    }

    /// Whether it lets in anybody, without a condition: simpler than AWS's own, which also weighs conditions.
    static boolean isPublic(String text) {
        return statements(parse(text))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> !statement.has("Condition"))
                .anyMatch(statement -> statement.has("NotPrincipal")
                        || texts(statement.path("Principal")).anyMatch("*"::equals)
                        || texts(statement.path("Principal").path("AWS")).anyMatch("*"::equals));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw malformed("This policy contains invalid Json");
        }
    }

    private static void requireKnown(JsonNode object, Set<String> names) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw malformed("Unknown field " + name);
            }
        });
    }

    private static Stream<JsonNode> statements(JsonNode policy) {
        JsonNode all = policy.path("Statement");
        return all.isArray()
                ? StreamSupport.stream(all.spliterator(), false)
                : Stream.of(all).filter(JsonNode::isObject);
    }

    private static Stream<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText)
                : Stream.of(value).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static RequestException malformed(String message) {
        return new RequestException("MalformedPolicy", message);
    }
}
