package io.millrace.server.gateway.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;

/// The policy that an authorizer answers. An explicit Deny wins; what nothing allows is denied.
///
/// Honoured: Version, Id, Statement (one or a list) with Sid, Effect, Action and Resource (a string or a list, with `*`
/// and `?`). Condition, NotAction, NotResource, Principal and everything else is refused by name: what is not
/// understood must not allow anything. A Condition that is null or empty is none, as in IAM:
/// `IamPolicyResponse` of AWS's events for Java has one in every statement.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
///
/// @param statements in order
record Policy(List<Statement> statements) {
    private static final String INVOKE = "execute-api:invoke";
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final String CONDITION = "Condition";
    private static final Set<String> STATEMENT_MEMBERS = Set.of("Sid", "Effect", "Action", "Resource", CONDITION);

    Policy {
        statements = List.copyOf(statements);
    }

    /// @param allows or denies
    /// @param actions in lower case: IAM does not look at case there
    /// @param resources as written
    record Statement(boolean allows, List<String> actions, List<String> resources) {
        boolean isAbout(String arn) {
            return actions.stream().anyMatch(action -> Glob.matches(action, INVOKE))
                    && resources.stream().anyMatch(resource -> Glob.matches(resource, arn));
        }
    }

    /// What a policy says of a call.
    enum Decision {
        ALLOWED,
        NOT_ALLOWED,
        DENIED
    }

    static Policy read(JsonNode document) throws WrongAnswerException {
        if (!document.isObject()) {
            throw new WrongAnswerException("policyDocument must be an object");
        }
        refuseUnknown("policyDocument", document, MEMBERS);
        JsonNode version = document.get("Version");
        if (version != null && !(version.isTextual() && VERSIONS.contains(version.textValue()))) {
            throw new WrongAnswerException("policyDocument.Version must be 2012-10-17");
        }
        JsonNode given = document.path("Statement");
        List<Statement> statements = new ArrayList<>();
        if (given.isObject()) {
            statements.add(statement("policyDocument.Statement", given));
        } else if (given.isArray()) {
            for (int i = 0; i < given.size(); i++) {
                statements.add(statement("policyDocument.Statement[" + i + "]", given.get(i)));
            }
        } else {
            throw new WrongAnswerException("policyDocument.Statement must be a statement or a list of them");
        }
        return new Policy(statements);
    }

    Decision decide(MethodArn arn) {
        boolean allowed = false;
        for (Statement statement : statements) {
            if (statement.allows()) {
                allowed = allowed || statement.isAbout(arn.text());
            } else if (arn.spellings().stream().anyMatch(statement::isAbout)) {
                return Decision.DENIED;
            }
        }
        return allowed ? Decision.ALLOWED : Decision.NOT_ALLOWED;
    }

    private static Statement statement(String where, JsonNode statement) throws WrongAnswerException {
        if (!statement.isObject()) {
            throw new WrongAnswerException(where + " must be an object");
        }
        refuseUnknown(where, statement, STATEMENT_MEMBERS);
        JsonNode condition = statement.path(CONDITION);
        if (!condition.isMissingNode() && !condition.isNull() && !(condition.isObject() && condition.isEmpty())) {
            throw new WrongAnswerException(where + "." + CONDITION + " is not supported");
        }
        String effect = statement.path("Effect").asText("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new WrongAnswerException(where + ".Effect must be Allow or Deny");
        }
        return new Statement(
                effect.equals("Allow"),
                texts(where + ".Action", statement.path("Action")).stream()
                        .map(action -> action.toLowerCase(Locale.ROOT))
                        .toList(),
                texts(where + ".Resource", statement.path("Resource")));
    }

    private static List<String> texts(String where, JsonNode value) throws WrongAnswerException {
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.textValue());
        } else if (value.isArray()) {
            for (JsonNode each : value) {
                if (!each.isTextual()) {
                    throw new WrongAnswerException(where + " must have only strings");
                }
                texts.add(each.textValue());
            }
        }
        if (texts.isEmpty()) {
            throw new WrongAnswerException(where + " must be a string or a list of strings");
        }
        return List.copyOf(texts);
    }

    private static void refuseUnknown(String where, JsonNode object, Set<String> known) throws WrongAnswerException {
        for (Entry<String, JsonNode> member : object.properties()) {
            if (!known.contains(member.getKey())) {
                throw new WrongAnswerException(where + "." + member.getKey() + " is not supported");
            }
        }
    }
}
