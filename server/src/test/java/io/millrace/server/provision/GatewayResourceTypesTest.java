package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.apigateway.GatewayTypes;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class GatewayResourceTypesTest extends ResourceTypeContract {
    private static final String MOCK =
            "{'x-amazon-apigateway-integration': {'type': 'mock'}, 'responses': {'200': {'description': 'ok'}}}";
    static final String API = "{'Name': 'shop', 'Body': {'swagger': '2.0', 'info': {'title': 'titled',"
            + " 'version': '1'}, 'paths': {'/pets': {'get': " + MOCK + "}}}}";

    @Override
    List<ResourceType> types(InnerApi inner) {
        return GatewayTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return Stream.of(
                        List.of(api(), documentedApi(), deployment(), bareDeployment(), stage()),
                        GatewayPartExamples.all(),
                        GatewayPlanExamples.all())
                .flatMap(List::stream)
                .toList();
    }

    private static TypeExample api() {
        return TypeExample.of("AWS::ApiGateway::RestApi")
                .properties("""
                        {'Name': 'shop', 'Description': 'd', 'BinaryMediaTypes': ['image/png'],
                         'MinimumCompressionSize': '100', 'ApiKeySourceType': 'AUTHORIZER',
                         'EndpointConfiguration': {'Types': ['REGIONAL']}, 'DisableExecuteApiEndpoint': 'true',
                         'Policy': {'Statement': []}, 'Tags': [{'Key': 'a', 'Value': '1'}]}""")
                .changed("{'Name': 'store', 'BinaryMediaTypes': ['a/b']}")
                .read((api, call) -> get(api, "/restapis/" + call.physicalId()))
                .shows("/name", "shop", "store")
                .shows("/description", "d", "")
                .shows("/binaryMediaTypes/0", "image/png", "a/b")
                .shows("/minimumCompressionSize", "100", "")
                .shows("/apiKeySource", "AUTHORIZER", "HEADER")
                .shows("/endpointConfiguration/types/0", "REGIONAL", "EDGE")
                .shows("/disableExecuteApiEndpoint", "true", "false")
                .shows("/tags/a", "1", "")
                .shows("/tags/team", "shop", "shop");
    }

    private static TypeExample documentedApi() {
        return TypeExample.of("AWS::ApiGateway::RestApi")
                .properties(API)
                .changed(API.replace("/pets", "/cats").replace("'Name': 'shop',", "'BinaryMediaTypes': ['a/b'],"))
                .read((api, call) -> get(api, "/restapis/" + call.physicalId()))
                .shows("/name", "shop", "titled")
                .shows("/binaryMediaTypes/0", "", "a/b")
                .shows("/tags/team", "shop", "shop");
    }

    private static TypeExample deployment() {
        return TypeExample.of("AWS::ApiGateway::Deployment")
                .needs("api", "AWS::ApiGateway::RestApi", API)
                .properties("""
                        {'RestApiId': '${api}', 'Description': 'first', 'StageName': 'dev',
                         'StageDescription': {'Variables': {'v': '1'}, 'ThrottlingRateLimit': '5',
                          'MethodSettings': [{'ResourcePath': '/pets', 'HttpMethod': 'GET', 'LoggingLevel': 'INFO'}],
                          'Tags': [{'Key': 'a', 'Value': '1'}]}}""")
                .changed("{'RestApiId': '${api}', 'Description': 'other', 'StageName': 'prod'}")
                .read(GatewayResourceTypesTest::deployed)
                .shows("/description", "first", "other")
                .shows("/stages/0/stageName", "dev", "prod")
                .shows("/stages/0/variables/v", "1", "")
                .shows("/stages/0/methodSettings/*~1*/throttlingRateLimit", "5.0", "")
                .shows("/stages/0/methodSettings/~01pets~1GET/loggingLevel", "INFO", "")
                .shows("/stages/0/tags/a", "1", "")
                .shows("/stages/1/stageName", "", "");
    }

    private static JsonNode deployed(InnerApi api, ResourceCall call) throws InterruptedException {
        String path = "/restapis/" + call.properties().path("RestApiId").asText();
        JsonNode found = get(api, path + "/deployments/" + call.physicalId());
        JsonNode stages = get(api, path + "/stages?deploymentId=" + call.physicalId());
        return ((ObjectNode) found).set("stages", stages.path("item"));
    }

    private static TypeExample bareDeployment() {
        return TypeExample.of("AWS::ApiGateway::Deployment")
                .needs("api", "AWS::ApiGateway::RestApi", API)
                .properties("{'RestApiId': '${api}'}")
                .changed("{'RestApiId': '${api}', 'Description': 'd'}")
                .read(GatewayResourceTypesTest::deployed)
                .shows("/description", "", "d")
                .shows("/stages/0/stageName", "", "");
    }

    private static TypeExample stage() {
        return TypeExample.of("AWS::ApiGateway::Stage")
                .needs("api", "AWS::ApiGateway::RestApi", API)
                .needs("one", "AWS::ApiGateway::Deployment", "{'RestApiId': '${api}'}")
                .needs("two", "AWS::ApiGateway::Deployment", "{'RestApiId': '${api}'}")
                .properties("""
                        {'RestApiId': '${api}', 'DeploymentId': '${one}', 'StageName': 'dev', 'Description': 'd',
                         'Variables': {'v': '1', 'w': 2}, 'TracingEnabled': true, 'CacheClusterEnabled': 'true',
                         'CacheClusterSize': '0.5', 'DocumentationVersion': '1',
                         'AccessLogSetting': {'Format': '$context.requestId',
                          'DestinationArn': 'arn:aws:logs:us-east-1:000000000000:log-group:g'},
                         'CanarySetting': {'PercentTraffic': 10, 'StageVariableOverrides': {'v': '2'}},
                         'MethodSettings': [{'ResourcePath': '/*', 'HttpMethod': '*', 'ThrottlingBurstLimit': 7},
                          {'ResourcePath': '/pets', 'HttpMethod': 'GET', 'MetricsEnabled': true}],
                         'Tags': [{'Key': 'a', 'Value': '1'}]}""")
                .changed("""
                        {'RestApiId': '${api}', 'DeploymentId': '${two}', 'StageName': 'dev', 'Variables': {'v': '3'},
                         'MethodSettings': [{'ResourcePath': '/*', 'HttpMethod': '*', 'DataTraceEnabled': true}]}""")
                .named()
                .read((api, call) -> get(
                        api, "/restapis/" + call.properties().path("RestApiId").asText() + "/stages/dev"))
                .shows("/deploymentId", "${one}", "${two}")
                .shows("/description", "d", "")
                .shows("/variables/v", "1", "3")
                .shows("/variables/w", "2", "")
                .shows("/tracingEnabled", "true", "false")
                .shows("/cacheClusterEnabled", "true", "false")
                .shows("/cacheClusterSize", "0.5", "")
                .shows("/documentationVersion", "1", "")
                .shows("/accessLogSettings/format", "$context.requestId", "")
                .shows("/canarySettings/percentTraffic", "10.0", "")
                .shows("/canarySettings/stageVariableOverrides/v", "2", "")
                .shows("/methodSettings/*~1*/throttlingBurstLimit", "7", "5000")
                .shows("/methodSettings/*~1*/dataTraceEnabled", "false", "true")
                .shows("/methodSettings/~01pets~1GET/metricsEnabled", "true", "")
                .shows("/tags/a", "1", "")
                .shows("/tags/team", "shop", "shop");
    }

    static JsonNode get(InnerApi api, String path) throws InterruptedException {
        return api.rest("us-east-1", "apigateway", "GET", path, Optional.empty());
    }
}
