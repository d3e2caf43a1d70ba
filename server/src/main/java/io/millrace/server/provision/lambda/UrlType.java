package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;

/// An HTTP address of a function. Its physical id is the function's ARN; `FunctionUrl` is the address that clients on
/// this
/// machine reach.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html>
final class UrlType implements DescribedType {
    private static final String FUNCTION = "TargetFunctionArn";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Lambda::Url", """
            AuthType string required
            Cors.AllowCredentials boolean
            Cors.AllowHeaders[] string
            Cors.AllowMethods[] string
            Cors.AllowOrigins[] string
            Cors.ExposeHeaders[] string
            Cors.MaxAge integer
            InvokeMode string
            Qualifier string replace
            TargetFunctionArn string replace required
            """, "FunctionArn", "FunctionUrl");

    private final LambdaApi api;

    UrlType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        JsonNode qualifier = properties.path("Qualifier");
        return properties.path(FUNCTION).asText() + (qualifier.isMissingNode() ? "" : ":" + qualifier.asText());
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        return put(call, "POST");
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return put(call, "PUT");
    }

    private Made put(ResourceCall call, String method) throws InterruptedException {
        ObjectNode input = Members.none().put("InvokeMode", "BUFFERED");
        input.putObject("Cors");
        input.setAll(call.properties().deepCopy().retain("AuthType", "Cors", "InvokeMode"));
        JsonNode made = api.call(
                LambdaApi.request(call, method, path(call)).withJson(input).asFromOutside());
        return Made.of(made.path("FunctionArn").asText())
                .with("FunctionArn", made.path("FunctionArn"))
                .with("FunctionUrl", made.path("FunctionUrl"));
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        JsonNode qualifier = call.properties().path("Qualifier");
        return LambdaApi.function("2021-10-31", call.properties().path(FUNCTION).asText()) + "/url"
                + (qualifier.isMissingNode() ? "" : "?Qualifier=" + LambdaApi.encoded(qualifier.asText()));
    }
}
