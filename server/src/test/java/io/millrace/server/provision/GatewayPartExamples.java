package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.core.stack.type.ResourceCall;
import java.util.List;

/// Examples of what is in REST APIs.
final class GatewayPartExamples {
    static final String EMPTY_API = "{'Name': 'shop'}";
    private static final String URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

    private GatewayPartExamples() {}

    static List<TypeExample> all() {
        return List.of(
                resource(),
                method(),
                bareMethod(),
                model(),
                validator(),
                authorizer(),
                poolAuthorizer(),
                gatewayResponse());
    }

    private static String path(ResourceCall call) {
        return "/restapis/" + call.properties().path("RestApiId").asText();
    }

    private static TypeExample inApi(String type, String collection) {
        return TypeExample.of(type)
                .needs("api", "AWS::ApiGateway::RestApi", EMPTY_API)
                .read((api, call) ->
                        GatewayResourceTypesTest.get(api, path(call) + "/" + collection + "/" + call.physicalId()));
    }

    private static TypeExample resource() {
        String properties = "{'RestApiId': '${api}', 'ParentId': '${api.RootResourceId}', 'PathPart': 'pets'}";
        return inApi("AWS::ApiGateway::Resource", "resources")
                .properties(properties)
                .changed(properties)
                .shows("/path", "/pets", "/pets");
    }

    private static TypeExample ofMethod(String httpMethod) {
        return TypeExample.of("AWS::ApiGateway::Method")
                .needs("api", "AWS::ApiGateway::RestApi", EMPTY_API)
                .named()
                .read((api, call) -> GatewayResourceTypesTest.get(
                        api,
                        path(call) + "/resources/"
                                + call.properties().path("ResourceId").asText() + "/methods/" + httpMethod));
    }

    private static TypeExample method() {
        return ofMethod("POST")
                .needs("model", "AWS::ApiGateway::Model", "{'RestApiId': '${api}', 'Schema': {'type': 'object'}}")
                .properties("""
                        {'RestApiId': '${api}', 'ResourceId': '${api.RootResourceId}', 'HttpMethod': 'POST',
                         'AuthorizationType': 'NONE', 'ApiKeyRequired': 'true', 'OperationName': 'op',
                         'RequestParameters': {'method.request.header.A': 'true'},
                         'RequestModels': {'application/json': '${model}'},
                         'MethodResponses': [{'StatusCode': 200, 'ResponseModels': {'application/json': 'Empty'},
                          'ResponseParameters': {'method.response.header.B': true}}],
                         'Integration': {'Type': 'AWS', 'IntegrationHttpMethod': 'POST', 'TimeoutInMillis': '5000',
                          'Uri': 'arn:aws:apigateway:us-east-1:firehose:action/PutRecord',
                          'Credentials': 'arn:aws:iam::000000000000:role/r', 'PassthroughBehavior': 'NEVER',
                          'RequestTemplates': {'application/json': '{}'},
                          'IntegrationResponses': [{'StatusCode': '200', 'SelectionPattern': '2..',
                           'ResponseTemplates': {'application/json': 'ok'},
                           'ResponseParameters': {'method.response.header.B': 'context.requestId'}}]}}""")
                .changed("""
                        {'RestApiId': '${api}', 'ResourceId': '${api.RootResourceId}', 'HttpMethod': 'POST',
                         'AuthorizationType': 'AWS_IAM', 'Integration': {'Type': 'MOCK'}}""")
                .shows("/authorizationType", "NONE", "AWS_IAM")
                .shows("/apiKeyRequired", "true", "false")
                .shows("/requestParameters/method.request.header.A", "true", "")
                .shows("/requestModels/application~1json", "${model}", "")
                .shows("/methodResponses/200/responseParameters/method.response.header.B", "true", "")
                .shows("/methodIntegration/type", "AWS", "MOCK")
                .shows("/methodIntegration/httpMethod", "POST", "")
                .shows("/methodIntegration/timeoutInMillis", "5000", "29000")
                .shows("/methodIntegration/passthroughBehavior", "NEVER", "WHEN_NO_MATCH")
                .shows("/methodIntegration/integrationResponses/200/selectionPattern", "2..", "");
    }

    private static TypeExample bareMethod() {
        String properties = "{'RestApiId': '${api}', 'ResourceId': '${api.RootResourceId}', 'HttpMethod': 'ANY'}";
        return ofMethod("ANY").properties(properties).changed(properties).shows("/authorizationType", "NONE", "NONE");
    }

    private static TypeExample model() {
        String fixed = "{'RestApiId': '${api}', 'Name': 'Pet', 'ContentType': 'application/json', ";
        return inApi("AWS::ApiGateway::Model", "models")
                .properties(fixed + "'Description': 'd', 'Schema': {}}")
                .changed(fixed + "'Schema': '{ }'}")
                .named()
                .shows("/name", "Pet", "Pet")
                .shows("/description", "d", "")
                .shows("/schema", "{}", "{ }");
    }

    private static TypeExample validator() {
        return inApi("AWS::ApiGateway::RequestValidator", "requestvalidators")
                .properties("{'RestApiId': '${api}', 'Name': 'v', 'ValidateRequestBody': 'true'}")
                .changed("{'RestApiId': '${api}', 'Name': 'v', 'ValidateRequestParameters': true}")
                .shows("/name", "v", "v")
                .shows("/validateRequestBody", "true", "false")
                .shows("/validateRequestParameters", "false", "true");
    }

    private static TypeExample authorizer() {
        return inApi("AWS::ApiGateway::Authorizer", "authorizers")
                .properties("{'RestApiId': '${api}', 'Name': 'a', 'Type': 'TOKEN', 'AuthorizerUri': '" + URI + "',"
                        + " 'IdentitySource': 'method.request.header.Auth', 'AuthorizerResultTtlInSeconds': '0',"
                        + " 'IdentityValidationExpression': '[a-z]+'}")
                .changed("{'RestApiId': '${api}', 'Name': 'b', 'Type': 'REQUEST', 'AuthorizerUri': '" + URI + "',"
                        + " 'IdentitySource': 'method.request.querystring.key'}")
                .shows("/name", "a", "b")
                .shows("/type", "TOKEN", "REQUEST")
                .shows("/identitySource", "method.request.header.Auth", "method.request.querystring.key")
                .shows("/identityValidationExpression", "[a-z]+", "")
                .shows("/authorizerResultTtlInSeconds", "0", "300");
    }

    private static TypeExample poolAuthorizer() {
        String pool = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_";
        String properties = "{'RestApiId': '${api}', 'Name': 'p', 'Type': 'COGNITO_USER_POOLS',"
                + " 'IdentitySource': 'method.request.header.Auth', 'ProviderARNs': ['" + pool + "1']}";
        return inApi("AWS::ApiGateway::Authorizer", "authorizers")
                .properties(properties)
                .changed(properties.replace("_1", "_2"))
                .shows("/providerARNs/0", pool + "1", pool + "2")
                .shows("/providerARNs/1", "", "");
    }

    private static TypeExample gatewayResponse() {
        return TypeExample.of("AWS::ApiGateway::GatewayResponse")
                .needs("api", "AWS::ApiGateway::RestApi", EMPTY_API)
                .read((api, call) -> {
                    JsonNode found = GatewayResourceTypesTest.get(api, path(call) + "/gatewayresponses/DEFAULT_4XX");
                    return found.path("defaultResponse").asBoolean() ? MissingNode.getInstance() : found;
                })
                .properties("{'RestApiId': '${api}', 'ResponseType': 'DEFAULT_4XX', 'StatusCode': 418,"
                        + " 'ResponseTemplates': {'application/json': 'no'},"
                        + " 'ResponseParameters': {'gatewayresponse.header.A': 'context.requestId'}}")
                .changed("{'RestApiId': '${api}', 'ResponseType': 'DEFAULT_4XX', 'StatusCode': '499'}")
                .shows("/statusCode", "418", "499")
                .shows("/responseTemplates/application~1json", "no", "")
                .shows("/responseParameters/gatewayresponse.header.A", "context.requestId", "");
    }
}
