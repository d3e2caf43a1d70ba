package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who says whether a caller may.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html>
///
/// @param authorizerId 6 characters of `a-z0-9`
/// @param name of it
/// @param type what it is
/// @param providerArns user pools, of COGNITO_USER_POOLS
/// @param authType kept only
/// @param uri `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations`, of TOKEN and REQUEST
/// @param credentials a role; kept only
/// @param identitySource `method.request.header.Authorization`, several of REQUEST with commas between
/// @param validationExpression what a token must match before the function is called
/// @param ttlSeconds how long an answer holds; 0 is not at all
public record Authorizer(
        String authorizerId,
        String name,
        AuthorizerType type,
        List<String> providerArns,
        Optional<String> authType,
        Optional<String> uri,
        Optional<String> credentials,
        Optional<String> identitySource,
        Optional<String> validationExpression,
        int ttlSeconds) {
    public Authorizer {
        providerArns = List.copyOf(providerArns);
    }

    /// As it is answered and kept.
    public ObjectNode json() {
        return new JsonMembers()
                .text("id", authorizerId)
                .text("name", name)
                .text("type", type.name())
                .list("providerARNs", providerArns)
                .text("authType", authType)
                .text("authorizerUri", uri)
                .text("authorizerCredentials", credentials)
                .text("identitySource", identitySource)
                .text("identityValidationExpression", validationExpression)
                .whole("authorizerResultTtlInSeconds", ttlSeconds)
                .node();
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static Authorizer parse(Fields fields) {
        AuthorizerType type = fields.oneOf("type", AuthorizerType.class).orElseThrow(() -> fields.missing("type"));
        Authorizer authorizer = new Authorizer(
                fields.requiredString("id"),
                ApiValues.required(fields, "name"),
                type,
                fields.strings("providerARNs"),
                ApiValues.text(fields, "authType").or(() -> Optional.of(type.authType())),
                ApiValues.text(fields, "authorizerUri").filter(uri -> !uri.isEmpty()),
                ApiValues.text(fields, "authorizerCredentials").filter(role -> !role.isEmpty()),
                ApiValues.text(fields, "identitySource").filter(source -> !source.isEmpty()),
                fields.string("identityValidationExpression").filter(pattern -> !pattern.isEmpty()),
                fields.integer("authorizerResultTtlInSeconds")
                        .orElse(Limit.API_GATEWAY_AUTHORIZER_TTL_SECONDS.intValue()));
        fields.refuseUnknown();
        authorizer.check();
        return authorizer;
    }

    private void check() {
        int ttlMax = Limit.API_GATEWAY_AUTHORIZER_TTL_SECONDS_MAX.intValue();
        if (ttlSeconds < 0 || ttlSeconds > ttlMax) {
            throw ApiValues.bad(
                    "Authorizer result TTL must be between 0 and " + ttlMax + " seconds, not " + ttlSeconds);
        }
        if (type == AuthorizerType.COGNITO_USER_POOLS && providerArns.isEmpty()) {
            throw ApiValues.bad("At least one provider ARN is required for authorizers of type COGNITO_USER_POOLS.");
        }
        if (type != AuthorizerType.COGNITO_USER_POOLS && uri.isEmpty()) {
            throw ApiValues.bad("Authorizer URI cannot be empty for authorizers of type " + type + ".");
        }
        if (type != AuthorizerType.COGNITO_USER_POOLS
                && !FUNCTION_URI.matcher(uri.orElse("")).matches()) {
            throw ApiValues.bad("Invalid Authorizer URI: " + uri.orElse("") + ". Authorizer URI should be a valid API"
                    + " Gateway ARN that represents a Lambda function invocation.");
        }
        if (identitySource.isEmpty() && (type != AuthorizerType.REQUEST || ttlSeconds > 0)) {
            throw ApiValues.bad("Identity source is required for authorizers of type TOKEN and COGNITO_USER_POOLS, and"
                    + " of type REQUEST when results are cached.");
        }
        identitySource.ifPresent(sources -> ParameterNames.requireIdentity(sources, type));
        validationExpression.ifPresent(ParameterNames::requirePattern);
    }

    private static final Pattern FUNCTION_URI =
            Pattern.compile("arn:aws[a-z-]*:apigateway:[^:]*:lambda:path/2015-03-31/functions/.+/invocations");

    /// What an authorizer is.
    public enum AuthorizerType {
        /// A function that is given one header.
        TOKEN,
        /// A function that is given the request.
        REQUEST,
        /// A JWT of a user pool.
        COGNITO_USER_POOLS;

        /// What documents call it unless they say otherwise.
        String authType() {
            return this == COGNITO_USER_POOLS ? "cognito_user_pools" : "custom";
        }
    }
}
