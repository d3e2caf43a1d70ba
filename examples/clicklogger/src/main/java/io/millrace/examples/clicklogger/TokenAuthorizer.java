package io.millrace.examples.clicklogger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse.PolicyDocument;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Says whether the token that a caller sent as `Authorization` is one of those that are let in.
///
/// API Gateway keeps the answer for a while and holds it against every call with the same token, so it speaks of the
/// whole stage and not of the one method that was called first.
///
/// Environment: `AUTH_TOKENS`, the tokens with commas between them, such as `ALLOW=ORDERAPP`.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html>
public final class TokenAuthorizer implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponse> {
    private final List<byte[]> tokens;

    /// As Lambda makes it.
    public TokenAuthorizer() {
        this(Setting.of("AUTH_TOKENS", "whom shall the API let in?"));
    }

    TokenAuthorizer(String tokens) {
        this.tokens = Arrays.stream(tokens.split(",", -1))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .map(TokenAuthorizer::bytes)
                .toList();
    }

    @Override
    public IamPolicyResponse handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        String stage = stageOf(event.getMethodArn());
        Statement statement = isKnown(event.getAuthorizationToken())
                ? IamPolicyResponse.allowStatement(stage)
                : IamPolicyResponse.denyStatement(stage);
        return IamPolicyResponse.builder()
                .withPrincipalId("application")
                .withPolicyDocument(PolicyDocument.builder()
                        .withVersion(IamPolicyResponse.VERSION_2012_10_17)
                        .withStatement(List.of(statement))
                        .build())
                .build();
    }

    /// Compares with every token in a time that does not tell how much of one was right.
    private boolean isKnown(String token) {
        byte[] shown = bytes(token == null ? "" : token);
        boolean known = false;
        for (byte[] each : tokens) {
            known |= MessageDigest.isEqual(each, shown);
        }
        return known;
    }

    /// Everything of a stage: of `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH` all but the last two.
    private static String stageOf(String methodArn) {
        String[] parts = methodArn.split("/", 3);
        return parts[0] + "/" + parts[1] + "/*";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
