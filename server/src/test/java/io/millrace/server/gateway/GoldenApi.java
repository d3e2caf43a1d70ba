package io.millrace.server.gateway;

/// The API of [GatewayGoldenTest].
final class GoldenApi {
    private static final String FUNCTION = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:000000000000:function:%s/invocations";
    static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: golden, version: "1"}
            x-amazon-apigateway-request-validators:
              all: {validateRequestBody: true, validateRequestParameters: true}
            securityDefinitions:
              key: {type: apiKey, name: x-api-key, in: header}
              token:
                type: apiKey
                name: Authorization
                in: header
                x-amazon-apigateway-authtype: custom
                x-amazon-apigateway-authorizer: {type: token, authorizerUri: "%2$s", authorizerResultTtlInSeconds: 0}
            definitions:
              Click: {type: object, required: [userId], properties: {userId: {type: string}}}
            paths:
              /open:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: &ok
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses: {default: {statusCode: "200"}}
              /throttled:
                get: {responses: {"200": {description: ok}}, x-amazon-apigateway-integration: *ok}
              /key:
                get:
                  security: [{key: []}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: *ok
              /token:
                get:
                  security: [{token: []}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: *ok
              /valid:
                post:
                  x-amazon-apigateway-request-validator: all
                  consumes: [application/json]
                  parameters:
                    - {name: body, in: body, required: true, schema: {$ref: "#/definitions/Click"}}
                    - {name: q, in: query, type: string, required: true}
                    - {name: X-Who, in: header, type: string, required: true}
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: *ok
              /strict:
                post:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    passthroughBehavior: never
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses: {default: {statusCode: "200"}}
              /iam:
                get:
                  x-amazon-apigateway-auth: {type: AWS_IAM}
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: *ok
              /proxy:
                post:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: "%1$s"}
              /slow:
                post:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    {type: aws_proxy, httpMethod: POST, uri: "%1$s", timeoutInMillis: 50}
              /refused:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    {type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1/"}
              /broken:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: 'nothing'}
                    responses: {default: {statusCode: "200"}}
            """.formatted(FUNCTION.formatted("answers"), FUNCTION.formatted("authorizes"));

    static final String REDEFINED = DOCUMENT + """
            x-amazon-apigateway-gateway-responses:
              MISSING_AUTHENTICATION_TOKEN:
                statusCode: "404"
                responseParameters:
                  gatewayresponse.header.X-Path: method.request.header.X-Sent
                  gatewayresponse.header.X-Fixed: "'here'"
                responseTemplates: {application/json: '{"lost":$context.error.messageString,"at":"$context.path"}'}
              DEFAULT_4XX:
                responseParameters:
                  gatewayresponse.header.Access-Control-Allow-Origin: "'*'"
              INVALID_API_KEY:
                statusCode: "401"
                responseTemplates: {text/plain: 'no key, $context.stage'}
            """;

    private GoldenApi() {}
}
