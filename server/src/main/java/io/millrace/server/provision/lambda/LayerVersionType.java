package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;

/// A version of a layer. Its physical id is its ARN; the one that is planned is the name that its layer has
/// where the template gives none. What an interrupted create left of a layer that the template names stays: an unused
/// version.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html>
final class LayerVersionType implements DescribedType {
    private static final int NAME_CHARS = 64;
    private static final String LAYERS = "/2018-10-31/layers/";
    private static final String NAME = "LayerName";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Lambda::LayerVersion", """
            CompatibleArchitectures[] string replace kept
            CompatibleRuntimes[] string replace kept
            Content json replace required
            Content.S3Bucket string replace required
            Content.S3Key string replace required
            Content.S3ObjectVersion string replace
            Description string replace kept
            LayerName string replace
            LicenseInfo string replace kept
            """, "LayerVersionArn");

    private final LambdaApi api;

    LayerVersionType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(NAME_CHARS);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = call.properties().deepCopy();
        input.remove(NAME);
        JsonNode made = api.call(LambdaApi.request(call, "POST", versions(name(call)))
                .withPlannedId(call.physicalId())
                .withJson(input));
        return made(made.path("LayerVersionArn").asText());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return made(call.physicalId());
    }

    private static Made made(String arn) {
        return Made.of(arn).with("LayerVersionArn", arn);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        if (call.physicalId().startsWith("arn:")) {
            String[] parts = call.physicalId().split(":", -1);
            api.delete(call, versions(parts[parts.length - 2]) + "/" + parts[parts.length - 1]);
        } else {
            deleteInterrupted(call);
        }
    }

    /// What a publish has left whose number nobody was told.
    private void deleteInterrupted(ResourceCall call) throws InterruptedException {
        JsonNode left =
                api.call(LambdaApi.request(call, "GET", versions(name(call))).withPlannedId(call.physicalId()));
        for (JsonNode version : left.path("LayerVersions")) {
            api.delete(
                    call, versions(name(call)) + "/" + version.path("Version").asText());
        }
    }

    private static String name(ResourceCall call) {
        return call.properties().path(NAME).asText(call.physicalId());
    }

    private static String versions(String name) {
        return LAYERS + LambdaApi.encoded(name) + "/versions";
    }
}
