package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.lambda.LambdaTypes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class LambdaResourceTypesTest extends ResourceTypeContract {
    static final String FUNCTION = """
            {'Runtime': 'python3.12', 'Handler': 'index.handler', 'Role': 'arn:aws:iam::000000000000:role/r',
             'Code': {'ZipFile': 'def handler(event, context): return 1'}}""";

    @Override
    List<ResourceType> types(InnerApi inner) {
        return LambdaTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return Stream.concat(Stream.of(function(), smallFunction(), permission()), LambdaPartExamples.all().stream())
                .toList();
    }

    private static TypeExample function() {
        return TypeExample.of("AWS::Lambda::Function")
                .properties("""
                        {'FunctionName': 'orders', 'Runtime': 'python3.12', 'Handler': 'index.handler', 'Timeout': '9',
                         'Role': 'arn:aws:iam::000000000000:role/r', 'Description': 'orders', 'MemorySize': 256,
                         'Code': {'ZipFile': 'def handler(event, context): return 1'},
                         'Environment': {'Variables': {'TABLE': 'orders', 'PORT': 8080}},
                         'EphemeralStorage': {'Size': 1024}, 'TracingConfig': {'Mode': 'Active'},
                         'Architectures': ['arm64'], 'LoggingConfig': {'LogGroup': '/shop'},
                         'VpcConfig': {'SubnetIds': ['subnet-1'], 'SecurityGroupIds': ['sg-1']},
                         'KmsKeyArn': 'arn:aws:kms:us-east-1:000000000000:key/k', 'ReservedConcurrentExecutions': '5',
                         'RuntimeManagementConfig': {'UpdateRuntimeOn': 'FunctionUpdate'},
                         'Tags': [{'Key': 'a', 'Value': '1'}, {'Key': 'b c', 'Value': '2'}]}""")
                .changed("""
                        {'FunctionName': 'orders', 'Runtime': 'nodejs22.x', 'Handler': 'index.other',
                         'Role': 'arn:aws:iam::000000000000:role/s',
                         'Code': {'ZipFile': 'exports.other = async () => 2'}, 'Tags': [{'Key': 'a', 'Value': '3'}]}""")
                .named()
                .read((api, call) -> get(api, "/2015-03-31/functions/" + call.physicalId()))
                .shows("/Configuration/FunctionName", "orders", "orders")
                .shows("/Configuration/Runtime", "python3.12", "nodejs22.x")
                .shows("/Configuration/Handler", "index.handler", "index.other")
                .shows("/Configuration/Timeout", "9", "3")
                .shows("/Configuration/MemorySize", "256", "128")
                .shows("/Configuration/Description", "orders", "")
                .shows("/Configuration/Environment/Variables/PORT", "8080", "")
                .shows("/Configuration/EphemeralStorage/Size", "1024", "512")
                .shows("/Configuration/TracingConfig/Mode", "Active", "PassThrough")
                .shows("/Configuration/Architectures/0", "arm64", "x86_64")
                .shows("/Configuration/LoggingConfig/LogGroup", "/shop", "/aws/lambda/orders")
                .shows("/Configuration/VpcConfig/SubnetIds/0", "subnet-1", "")
                .shows("/Configuration/KMSKeyArn", "arn:aws:kms:us-east-1:000000000000:key/k", "")
                .shows("/Concurrency/ReservedConcurrentExecutions", "5", "")
                .shows("/Tags/team", "shop", "shop")
                .shows("/Tags/a", "1", "3")
                .shows("/Tags/b c", "2", "");
    }

    private static TypeExample smallFunction() {
        return TypeExample.of("AWS::Lambda::Function")
                .properties(FUNCTION)
                .changed(FUNCTION)
                .read((api, call) -> get(api, "/2015-03-31/functions/" + call.physicalId()))
                .shows("/Configuration/Timeout", "3", "3");
    }

    private static TypeExample permission() {
        String properties = """
                {'FunctionName': '${f.Arn}', 'Action': 'lambda:InvokeFunction',
                 'Principal': 'apigateway.amazonaws.com',
                 'SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:api/*'}""";
        return TypeExample.of("AWS::Lambda::Permission")
                .needs("f", "AWS::Lambda::Function", FUNCTION)
                .properties(properties)
                .changed(properties)
                .read((api, call) -> statement(api, call))
                .shows("/Action", "lambda:InvokeFunction", "lambda:InvokeFunction")
                .shows("/Principal/Service", "apigateway.amazonaws.com", "apigateway.amazonaws.com");
    }

    private static JsonNode statement(InnerApi api, ResourceCall call) throws InterruptedException {
        String arn = URLEncoder.encode(call.properties().path("FunctionName").asText(), StandardCharsets.UTF_8);
        String policy = get(api, "/2015-03-31/functions/" + arn + "/policy")
                .path("Policy")
                .asText();
        for (JsonNode statement : TypeExample.json(policy, Map.of()).path("Statement")) {
            if (statement.path("Sid").asText().equals(call.physicalId())) {
                return statement;
            }
        }
        return MissingNode.getInstance();
    }

    static JsonNode get(InnerApi api, String path) throws InterruptedException {
        return api.rest("us-east-1", "lambda", "GET", path, Optional.empty());
    }
}
