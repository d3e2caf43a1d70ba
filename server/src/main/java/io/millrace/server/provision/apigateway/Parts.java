package io.millrace.server.provision.apigateway;

import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import java.util.List;
import java.util.Optional;

/// The types that [PartType] makes.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGateway.html>
final class Parts {
    private static final int API_CHARS = 10;
    private static final int PART_CHARS = 6;
    private static final int TTL_SECONDS = 300;

    static final Part MODEL = new Part(
            TypeDescription.of("AWS::ApiGateway::Model", """
                    ContentType string replace
                    Description string kept
                    Name string replace
                    RestApiId string replace required
                    Schema json
                    """),
            "/models",
            true,
            0,
            List.of("ContentType", "Description", "Schema"),
            List.of("description", "schema"),
            Optional.empty(),
            Members.none().put("schema", "{}"),
            false);

    static final Part VALIDATOR = new Part(
            TypeDescription.of("AWS::ApiGateway::RequestValidator", """
                    Name string replace
                    RestApiId string replace required
                    ValidateRequestBody boolean
                    ValidateRequestParameters boolean
                    """, "RequestValidatorId"),
            "/requestvalidators",
            true,
            PART_CHARS,
            List.of("Name", "ValidateRequestBody", "ValidateRequestParameters"),
            List.of("name", "validateRequestBody", "validateRequestParameters"),
            Optional.empty(),
            Members.none().put("validateRequestBody", false).put("validateRequestParameters", false),
            false);

    static final Part AUTHORIZER = new Part(
            TypeDescription.of("AWS::ApiGateway::Authorizer", """
                    AuthType string kept
                    AuthorizerCredentials string kept
                    AuthorizerResultTtlInSeconds integer
                    AuthorizerUri string
                    IdentitySource string
                    IdentityValidationExpression string
                    Name string required
                    ProviderARNs[] string
                    RestApiId string replace required
                    Type string required
                    """, "AuthorizerId"),
            "/authorizers",
            true,
            PART_CHARS,
            List.of(
                    "AuthType",
                    "AuthorizerCredentials",
                    "AuthorizerResultTtlInSeconds",
                    "AuthorizerUri",
                    "IdentitySource",
                    "IdentityValidationExpression",
                    "Name",
                    "ProviderARNs",
                    "Type"),
            List.of(
                    "authorizerCredentials",
                    "authorizerResultTtlInSeconds",
                    "authorizerUri",
                    "identitySource",
                    "identityValidationExpression",
                    "name",
                    "type"),
            Optional.of("providerARNs"),
            Members.none().put("authorizerResultTtlInSeconds", TTL_SECONDS),
            false);

    static final Part API_KEY = new Part(
            TypeDescription.of("AWS::ApiGateway::ApiKey", """
                    CustomerId string replace kept
                    Description string kept
                    Enabled boolean
                    GenerateDistinctId boolean replace
                    Name string replace
                    StageKeys json
                    Tags[].Key string required kept
                    Tags[].Value string required kept
                    Value string replace
                    """, "APIKeyId"),
            "/apikeys",
            false,
            API_CHARS,
            List.of("CustomerId", "Description", "Enabled", "GenerateDistinctId", "Name", "StageKeys", "Value"),
            List.of("description", "enabled"),
            Optional.empty(),
            Members.none().put("enabled", false),
            true);

    static final Part VPC_LINK = new Part(
            TypeDescription.of("AWS::ApiGateway::VpcLink", """
                    Description string kept
                    Name string required kept
                    Tags[].Key string required kept
                    Tags[].Value string required kept
                    TargetArns json replace required
                    TargetArns[] string kept
                    """, "VpcLinkId"),
            "/vpclinks",
            false,
            PART_CHARS,
            List.of("Description", "Name", "TargetArns"),
            List.of("description", "name"),
            Optional.empty(),
            Members.none(),
            true);

    private Parts() {}
}
