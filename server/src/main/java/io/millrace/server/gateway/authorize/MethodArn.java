package io.millrace.server.gateway.authorize;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a caller asks to do, as policies name it: `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path`.
///
/// A path may be spelt in several ways that reach the same resource. An Allow must fit the one usual spelling
/// (RFC 3986, 6.2.2.2); a Deny holds for all of them, so that none slips by.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html>
final class MethodArn {
    private final String start;
    private final String path;
    private final String text;

    private MethodArn(String start, String path) {
        this.start = start;
        this.path = path;
        text = start + PathText.usual(path);
    }

    /// @throws GatewayFailure REQUEST_TOO_LARGE when it is longer than a policy's ARN may be; AWS answers 414 then
    static MethodArn of(GatewayRequest request, StageCall call) throws GatewayFailure {
        String start = "arn:aws:execute-api:" + call.region() + ":" + Arn.ACCOUNT + ":" + call.apiId() + "/"
                + call.stage() + "/" + request.method();
        String path = request.path().startsWith("/") ? request.path() : "/" + request.path();
        MethodArn arn = new MethodArn(start, path);
        if (arn.text.length() > Limit.GATEWAY_METHOD_ARN_BYTES.value()
                || arn.text.getBytes(StandardCharsets.UTF_8).length > Limit.GATEWAY_METHOD_ARN_BYTES.value()) {
            throw new GatewayFailure(GatewayResponseType.REQUEST_TOO_LARGE, "Request URI too long");
        }
        return arn;
    }

    /// In the usual spelling.
    String text() {
        return text;
    }

    /// In all spellings.
    Set<String> spellings() {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(text);
        for (String spelt : new String[] {path, PathText.usual(path), PathText.decoded(path)}) {
            spellings.add(start + spelt);
            spellings.add(start + PathText.singleSlashes(spelt));
        }
        return spellings;
    }
}
