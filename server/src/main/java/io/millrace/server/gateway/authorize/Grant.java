package io.millrace.server.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;

/// What an authorizer's function answered.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html>
///
/// @param caller who it is, if the policy allows the call
/// @param policy what they may call
record Grant(Authorized caller, Policy policy) implements Verdict {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> MEMBERS = Set.of("principalId", "policyDocument", "context", "usageIdentifierKey");
    private static final String EXPLICIT = "User is not authorized to access this resource with an explicit deny";

    static Grant read(byte[] answer) throws WrongAnswerException {
        if (answer.length > Limit.GATEWAY_AUTHORIZER_ANSWER_BYTES.value()) {
            throw new WrongAnswerException(
                    "the answer must have at most " + Limit.GATEWAY_AUTHORIZER_ANSWER_BYTES.value() + " bytes");
        }
        JsonNode json = json(answer);
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new WrongAnswerException(name + " is not supported");
            }
        }
        JsonNode principal = json.path("principalId");
        if (!principal.isTextual() || principal.textValue().isEmpty()) {
            throw new WrongAnswerException("principalId must be a string");
        }
        if (!json.has("policyDocument")) {
            throw new WrongAnswerException("policyDocument is missing");
        }
        return new Grant(
                new Authorized(principal.textValue(), context(json.path("context")), Map.of(), usageKey(json)),
                Policy.read(json.get("policyDocument")));
    }

    @Override
    public Authorized on(ApiMethod method, MethodArn arn, Instant now) throws GatewayFailure {
        return switch (policy.decide(arn)) {
            case ALLOWED -> caller;
            case DENIED -> throw new GatewayFailure(GatewayResponseType.ACCESS_DENIED, EXPLICIT, caller.variables());
            case NOT_ALLOWED ->
                throw new GatewayFailure(
                        GatewayResponseType.ACCESS_DENIED,
                        GatewayResponseType.ACCESS_DENIED.message(),
                        caller.variables());
        };
    }

    private static JsonNode json(byte[] answer) throws WrongAnswerException {
        try {
            JsonNode json = JSON.readTree(answer);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw new WrongAnswerException("the answer is no JSON, or names a member twice");
        }
        throw new WrongAnswerException("the answer must be an object");
    }

    private static Map<String, String> context(JsonNode context) throws WrongAnswerException {
        if (context.isMissingNode() || context.isNull()) {
            return Map.of();
        }
        if (!context.isObject()) {
            throw new WrongAnswerException("context must be an object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry<String, JsonNode> member : context.properties()) {
            if (!member.getValue().isTextual()
                    && !member.getValue().isNumber()
                    && !member.getValue().isBoolean()) {
                throw new WrongAnswerException("context." + member.getKey() + " must be a string, number or boolean");
            }
            texts.put(member.getKey(), member.getValue().asText());
        }
        return texts;
    }

    private static Optional<String> usageKey(JsonNode json) throws WrongAnswerException {
        JsonNode key = json.path("usageIdentifierKey");
        if (key.isMissingNode() || key.isNull()) {
            return Optional.empty();
        }
        if (!key.isTextual()) {
            throw new WrongAnswerException("usageIdentifierKey must be a string");
        }
        return Optional.of(key.textValue());
    }
}
