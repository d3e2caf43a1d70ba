package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;

/// A published version of a function. Its physical id is its ARN; the one that is planned is the revision that the
/// version
/// will have, by which an interrupted create is found.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html>
final class VersionType implements DescribedType {
    private static final int HEX = 32;
    private static final String FUNCTION = "FunctionName";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Lambda::Version", """
            CodeSha256 string replace
            Description string replace kept
            FunctionName string replace required
            ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions integer replace required
            """, "FunctionArn", "Version");

    private final LambdaApi api;

    VersionType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.hex(HEX).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    /// Lambda publishes nothing where nothing has changed: the version that there is may be another resource's.
    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = call.properties().deepCopy().retain("CodeSha256", "Description");
        JsonNode version = api.call(LambdaApi.request(call, "POST", function(call) + "/versions")
                .withJson(input)
                .withPlannedId(call.physicalId()));
        if (!version.path("RevisionId").asText().equals(call.physicalId())) {
            throw new RequestException(
                    "AlreadyExists",
                    "A version for this Lambda function exists ( "
                            + version.path("Version").asText() + " ). Modify the function to create a new version.");
        }
        ResourceCall made = call.withPhysicalId(version.path("FunctionArn").asText());
        return Undo.onFailure(
                () -> {
                    Provisioned.put(api, call, version.path("Version").asText());
                    return made(made, version.path("Version").asText());
                },
                () -> delete(made));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return made(call, number(call));
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        if (call.physicalId().startsWith("arn:")) {
            deleteNumber(call, number(call));
            return;
        }
        if (!api.exists(call, function(call) + "/configuration")) {
            return;
        }
        String marker = "";
        do {
            JsonNode page = api.call(call, "GET", function(call) + "/versions" + marker);
            for (JsonNode version : page.path("Versions")) {
                if (version.path("RevisionId").asText().equals(call.physicalId())) {
                    deleteNumber(call, version.path("Version").asText());
                }
            }
            String next = page.path("NextMarker").asText();
            marker = next.isEmpty() ? "" : "?Marker=" + LambdaApi.encoded(next);
        } while (!marker.isEmpty());
    }

    private void deleteNumber(ResourceCall call, String number) throws InterruptedException {
        api.delete(call, function(call) + "?Qualifier=" + number);
    }

    private static String number(ResourceCall call) {
        return call.physicalId().substring(call.physicalId().lastIndexOf(':') + 1);
    }

    private static String function(ResourceCall call) {
        return LambdaApi.function(call.properties().path(FUNCTION).asText());
    }

    private static Made made(ResourceCall call, String number) {
        return Made.of(call.physicalId())
                .with("FunctionArn", call.physicalId())
                .with("Version", Members.none().textNode(number));
    }
}
