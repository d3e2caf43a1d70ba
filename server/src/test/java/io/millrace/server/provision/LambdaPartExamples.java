package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.core.stack.type.ResourceCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Examples of what belongs to functions, and of layers.
final class LambdaPartExamples {
    private static final String FUNCTION = LambdaResourceTypesTest.FUNCTION;
    private static final String LAYER = "{'Content': {'S3Bucket': '${zip}', 'S3Key': '" + ZipInBucket.KEY
            + "'}, 'Description': 'd', 'CompatibleRuntimes': ['python3.12']}";

    private static final String LAYER_OF_MANY = LAYER.replaceFirst("\\{", "{'LayerName': 'shared', ");

    private LambdaPartExamples() {}

    static List<TypeExample> all() {
        return List.of(
                version(),
                alias(),
                url(),
                urlOfAlias(),
                eventInvokeConfig(),
                layerVersion(LAYER),
                layerVersion(LAYER_OF_MANY),
                layerVersionPermission());
    }

    private static TypeExample version() {
        return TypeExample.of("AWS::Lambda::Version")
                .needs("f", "AWS::Lambda::Function", FUNCTION)
                .properties("{'FunctionName': '${f}', 'Description': 'first'}")
                .changed("{'FunctionName': '${f}', 'Description': 'first'}")
                .read((api, call) -> {
                    JsonNode found = MissingNode.getInstance();
                    for (JsonNode version : LambdaResourceTypesTest.get(
                                    api, "/2015-03-31/functions/" + encoded(call, "FunctionName") + "/versions")
                            .path("Versions")) {
                        found = version.path("Version").asText().equals("$LATEST") ? found : version;
                    }
                    return found;
                })
                .shows("/Description", "first", "first");
    }

    private static TypeExample alias() {
        return TypeExample.of("AWS::Lambda::Alias")
                .needs("f", "AWS::Lambda::Function", FUNCTION)
                .needs("one", "AWS::Lambda::Version", "{'FunctionName': '${f}'}")
                .properties(
                        "{'FunctionName': '${f}', 'Name': 'live', 'FunctionVersion': '$LATEST', 'Description': 'd'}")
                .changed("{'FunctionName': '${f}', 'Name': 'live', 'FunctionVersion': '${one.Version}'}")
                .named()
                .read((api, call) -> LambdaResourceTypesTest.get(
                        api, "/2015-03-31/functions/" + encoded(call, "FunctionName") + "/aliases/live"))
                .shows("/FunctionVersion", "$LATEST", "${one.Version}")
                .shows("/Description", "d", "")
                .shows("/AliasArn", "${f.Arn}:live", "${f.Arn}:live");
    }

    private static TypeExample url() {
        return TypeExample.of("AWS::Lambda::Url")
                .needs("f", "AWS::Lambda::Function", FUNCTION)
                .properties("{'TargetFunctionArn': '${f.Arn}', 'AuthType': 'NONE', 'Cors': {'AllowOrigins': ['*'],"
                        + " 'AllowMethods': ['GET'], 'MaxAge': '60'}}")
                .changed("{'TargetFunctionArn': '${f.Arn}', 'AuthType': 'AWS_IAM'}")
                .named()
                .read((api, call) -> LambdaResourceTypesTest.get(
                        api, "/2021-10-31/functions/" + encoded(call, "TargetFunctionArn") + "/url"))
                .shows("/AuthType", "NONE", "AWS_IAM")
                .shows("/Cors/AllowOrigins/0", "*", "")
                .shows("/Cors/MaxAge", "60", "")
                .shows("/FunctionArn", "${f.Arn}", "${f.Arn}");
    }

    private static TypeExample urlOfAlias() {
        String properties = "{'TargetFunctionArn': '${f}', 'AuthType': 'NONE', 'Qualifier': 'live'}";
        return TypeExample.of("AWS::Lambda::Url")
                .needs("f", "AWS::Lambda::Function", FUNCTION)
                .needs(
                        "alias",
                        "AWS::Lambda::Alias",
                        "{'FunctionName': '${f}', 'Name': 'live', 'FunctionVersion': '$LATEST'}")
                .properties(properties)
                .changed(properties)
                .named()
                .read((api, call) -> LambdaResourceTypesTest.get(
                        api, "/2021-10-31/functions/" + encoded(call, "TargetFunctionArn") + "/url?Qualifier=live"))
                .shows("/FunctionArn", "${alias.AliasArn}", "${alias.AliasArn}");
    }

    private static TypeExample eventInvokeConfig() {
        return TypeExample.of("AWS::Lambda::EventInvokeConfig")
                .needs("f", "AWS::Lambda::Function", FUNCTION)
                .needs("g", "AWS::Lambda::Function", FUNCTION)
                .properties("{'FunctionName': '${f}', 'Qualifier': '$LATEST', 'MaximumRetryAttempts': '1',"
                        + " 'MaximumEventAgeInSeconds': 600,"
                        + " 'DestinationConfig': {'OnFailure': {'Destination': '${g.Arn}'}}}")
                .changed("{'FunctionName': '${f}', 'Qualifier': '$LATEST', 'MaximumRetryAttempts': 0}")
                .named()
                .read((api, call) -> LambdaResourceTypesTest.get(
                        api, "/2019-09-25/functions/" + encoded(call, "FunctionName") + "/event-invoke-config"))
                .shows("/MaximumRetryAttempts", "1", "0")
                .shows("/MaximumEventAgeInSeconds", "600", "")
                .shows("/DestinationConfig/OnFailure/Destination", "${g.Arn}", "");
    }

    private static TypeExample layerVersion(String properties) {
        return TypeExample.of("AWS::Lambda::LayerVersion")
                .needs("zip", ZipInBucket.TYPE, "{}")
                .properties(properties)
                .changed(properties)
                .read((api, call) -> {
                    String name = call.physicalId().startsWith("arn:")
                            ? call.physicalId().split(":", -1)[6]
                            : call.properties().path("LayerName").asText(call.physicalId());
                    return LambdaResourceTypesTest.get(api, "/2018-10-31/layers/" + name + "/versions")
                            .path("LayerVersions")
                            .path(0);
                })
                .shows("/Description", "d", "d")
                .shows("/CompatibleRuntimes/0", "python3.12", "python3.12");
    }

    private static TypeExample layerVersionPermission() {
        String properties = "{'LayerVersionArn': '${layer}', 'Action': 'lambda:GetLayerVersion', 'Principal': '*'}";
        return TypeExample.of("AWS::Lambda::LayerVersionPermission")
                .needs("zip", ZipInBucket.TYPE, "{}")
                .needs("layer", "AWS::Lambda::LayerVersion", LAYER)
                .properties(properties)
                .changed(properties)
                .read((api, call) -> {
                    String[] parts =
                            call.properties().path("LayerVersionArn").asText().split(":", -1);
                    String path = "/2018-10-31/layers/" + parts[6] + "/versions/" + parts[7] + "/policy";
                    String policy = LambdaResourceTypesTest.get(api, path)
                            .path("Policy")
                            .asText();
                    return TypeExample.json(policy, Map.of()).path("Statement").path(0);
                })
                .shows("/Action", "lambda:GetLayerVersion", "lambda:GetLayerVersion");
    }

    private static String encoded(ResourceCall call, String property) {
        return URLEncoder.encode(call.properties().path(property).asText(), StandardCharsets.UTF_8);
    }
}
