package io.millrace.core.resource.iam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.List;
import java.util.Set;

/// Looks whether a policy has the shape of one. What it allows is never asked.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
public final class PolicyDocument {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limit.JSON_DEPTH.intValue())
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
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

    private PolicyDocument() {}

    /// A policy of what has an identity: statements with actions and resources.
    ///
    /// @throws RequestException `MalformedPolicyDocument`
    public static String identity(String text) {
        statements(text).forEach(statement -> {
            if (hasEither(statement, "Principal")) {
                throw malformed("Policy document should not specify a principal.");
            }
            if (!hasEither(statement, "Resource")) {
                throw malformed("Policy statement must contain resources.");
            }
        });
        return text;
    }

    /// Who may assume a role: statements with principals.
    ///
    /// @throws RequestException `MalformedPolicyDocument`
    public static String trust(String text) {
        statements(text).forEach(statement -> {
            if (hasEither(statement, "Resource")) {
                throw malformed("Has prohibited field Resource");
            }
            if (!hasEither(statement, "Principal")) {
                throw malformed("AssumeRole policy must contain a principal");
            }
        });
        return text;
    }

    private static List<JsonNode> statements(String text) {
        JsonNode document = parse(text);
        if (!document.isObject()) {
            throw malformed("Syntax errors in policy.");
        }
        requireKnown(document, MEMBERS);
        JsonNode version = document.get("Version");
        if (version != null && !VERSIONS.contains(version.asText())) {
            throw malformed("The policy must contain a valid version string");
        }
        JsonNode statement = document.path("Statement");
        List<JsonNode> all = statement.isObject() ? List.of(statement) : elements(statement);
        if (all.isEmpty()) {
            throw malformed("Syntax errors in policy. A policy has at least one Statement");
        }
        all.forEach(PolicyDocument::check);
        return all;
    }

    private static List<JsonNode> elements(JsonNode statement) {
        return statement.isArray() ? List.copyOf(statement.valueStream().toList()) : List.of();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw malformed("This policy contains invalid Json");
        }
    }

    private static void check(JsonNode statement) {
        if (!statement.isObject()) {
            throw malformed("Syntax errors in policy. A Statement is an object");
        }
        requireKnown(statement, STATEMENT);
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw malformed("Syntax errors in policy. Effect is Allow or Deny");
        }
        if (!hasEither(statement, "Action")) {
            throw malformed("Policy statement must contain actions.");
        }
    }

    private static void requireKnown(JsonNode object, Set<String> names) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw malformed("Syntax errors in policy. Unknown element " + name);
            }
        });
    }

    private static boolean hasEither(JsonNode statement, String name) {
        return statement.has(name) || statement.has("Not" + name);
    }

    private static RequestException malformed(String message) {
        return new RequestException("MalformedPolicyDocument", message);
    }
}
