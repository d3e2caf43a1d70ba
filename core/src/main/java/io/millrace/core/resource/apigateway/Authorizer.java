package io.millrace.core.resource.apigateway;

import java.util.List;
import java.util.Optional;

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

    /// What an authorizer is.
    public enum AuthorizerType {
        /// A function that is given one header.
        TOKEN,
        /// A function that is given the request.
        REQUEST,
        /// A JWT of a user pool.
        COGNITO_USER_POOLS
    }
}
