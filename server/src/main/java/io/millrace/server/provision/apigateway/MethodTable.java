package io.millrace.server.provision.apigateway;

import io.millrace.server.provision.call.TypeDescription;

/// The properties of a method.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html>
final class MethodTable {
    static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::ApiGateway::Method", """
            ApiKeyRequired boolean
            AuthorizationScopes[] string
            AuthorizationType string
            AuthorizerId string
            HttpMethod string replace required
            Integration.CacheKeyParameters[] string kept
            Integration.CacheNamespace string kept
            Integration.ConnectionId string kept
            Integration.ConnectionType string kept
            Integration.ContentHandling string
            Integration.Credentials string kept
            Integration.IntegrationHttpMethod string
            Integration.IntegrationResponses[].ContentHandling string
            Integration.IntegrationResponses[].ResponseParameters.* string
            Integration.IntegrationResponses[].ResponseTemplates.* string
            Integration.IntegrationResponses[].SelectionPattern string
            Integration.IntegrationResponses[].StatusCode string required
            Integration.IntegrationTarget string
            Integration.PassthroughBehavior string
            Integration.RequestParameters.* string
            Integration.RequestTemplates.* string
            Integration.ResponseTransferMode string
            Integration.TimeoutInMillis integer
            Integration.Type string required
            Integration.Uri string
            MethodResponses[].ResponseModels.* string kept
            MethodResponses[].ResponseParameters.* boolean
            MethodResponses[].StatusCode string required
            OperationName string kept
            RequestModels.* string
            RequestParameters.* boolean
            RequestValidatorId string
            ResourceId string replace required
            RestApiId string replace required
            """);

    private MethodTable() {}
}
