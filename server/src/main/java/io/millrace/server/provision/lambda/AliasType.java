package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;

/// A name for a version. Its physical id is its ARN.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html>
final class AliasType implements DescribedType {
    private static final String FUNCTION = "FunctionName";
    private static final String NAME = "Name";
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::Lambda::Alias", """
            Description string kept
            FunctionName string replace required
            FunctionVersion string required
            Name string replace required
            ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions integer required
            RoutingConfig.AdditionalVersionWeights[].FunctionVersion string required
            RoutingConfig.AdditionalVersionWeights[].FunctionWeight number required
            """, "AliasArn");

    private final LambdaApi api;

    AliasType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    /// The ARN without what only a call knows.
    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path(FUNCTION).asText() + ":" + properties.path(NAME).asText();
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = input(call).put(NAME, call.properties().path(NAME).asText());
        api.call(call, "POST", aliases(call), input);
        return Undo.onFailure(() -> provisioned(call), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        api.call(call, "PUT", path(call), input(call));
        return provisioned(call);
    }

    private Made provisioned(ResourceCall call) throws InterruptedException {
        String name = call.properties().path(NAME).asText();
        Provisioned.put(api, call, name);
        String arn = LambdaApi.arn(call, call.properties().path(FUNCTION).asText()) + ":" + name;
        return Made.of(arn).with("AliasArn", arn);
    }

    private static ObjectNode input(ResourceCall call) {
        ObjectNode input = Members.none().put("Description", "");
        ObjectNode weights = input.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
        call.properties()
                .path("RoutingConfig")
                .path("AdditionalVersionWeights")
                .forEach(one -> weights.set(one.path("FunctionVersion").asText(), one.path("FunctionWeight")));
        return input.setAll(call.properties().deepCopy().retain("Description", "FunctionVersion"));
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String aliases(ResourceCall call) {
        return LambdaApi.function(call.properties().path(FUNCTION).asText()) + "/aliases";
    }

    private static String path(ResourceCall call) {
        return aliases(call) + "/"
                + LambdaApi.encoded(call.properties().path(NAME).asText());
    }
}
