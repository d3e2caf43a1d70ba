package io.millrace.examples.mysfits.cdk;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.apigateway.AwsIntegration;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.IntegrationOptions;
import software.amazon.awscdk.services.apigateway.IntegrationResponse;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.MethodResponse;
import software.amazon.awscdk.services.apigateway.MockIntegration;
import software.amazon.awscdk.services.apigateway.PassthroughBehavior;
import software.amazon.awscdk.services.apigateway.Resource;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream;
import software.constructs.Construct;

/// A visitor's browser puts a click here, from any page. The API hands it to the delivery stream without a function.
final class ClicksApi extends Construct {
    private static final String ORIGIN = "Access-Control-Allow-Origin";
    private static final String METHODS = "Access-Control-Allow-Methods";
    private static final String HEADERS = "Access-Control-Allow-Headers";

    private final RestApi api;

    ClicksApi(Construct scope, String id, CfnDeliveryStream stream) {
        super(scope, id);
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("firehose:PutRecord"))
                .resources(List.of(stream.getAttrArn()))
                .build());
        api = RestApi.Builder.create(this, "Api")
                .restApiName(Aws.STACK_NAME)
                .endpointTypes(List.of(EndpointType.REGIONAL))
                .deployOptions(StageOptions.builder().stageName("prod").build())
                .cloudWatchRole(false)
                .build();
        Resource clicks = api.getRoot().addResource("clicks");
        clicks.addMethod("PUT", put(role, stream), answers(List.of("200", "400"), List.of(ORIGIN)));
        clicks.addMethod("OPTIONS", preflight(), answers(List.of("200"), List.of(ORIGIN, METHODS, HEADERS)));
    }

    String url() {
        return api.urlForPath("/clicks");
    }

    private static AwsIntegration put(Role role, CfnDeliveryStream stream) {
        return AwsIntegration.Builder.create()
                .service("firehose")
                .action("PutRecord")
                .options(IntegrationOptions.builder()
                        .credentialsRole(role)
                        .passthroughBehavior(PassthroughBehavior.NEVER)
                        .requestParameters(
                                Map.of("integration.request.header.Content-Type", "'application/x-amz-json-1.1'"))
                        .requestTemplates(Map.of(
                                "application/json",
                                "{\"DeliveryStreamName\": \"" + stream.getRef() + "\", "
                                        + "\"Record\": {\"Data\": \"$util.base64Encode($input.json('$'))\"}}"))
                        .integrationResponses(List.of(
                                answer("400", "", "{\"error\": \"not taken\"}"),
                                answer("200", "200", "{\"recordId\": $input.json('$.RecordId')}")))
                        .build())
                .build();
    }

    private static IntegrationResponse answer(String status, String pattern, String template) {
        IntegrationResponse.Builder builder = IntegrationResponse.builder()
                .statusCode(status)
                .responseParameters(Map.of(header(ORIGIN), "'*'"))
                .responseTemplates(Map.of("application/json", template));
        return pattern.isEmpty()
                ? builder.build()
                : builder.selectionPattern(pattern).build();
    }

    /// What a browser asks before it sends a click from a page of another host.
    private static MockIntegration preflight() {
        return new MockIntegration(IntegrationOptions.builder()
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}"))
                .integrationResponses(List.of(IntegrationResponse.builder()
                        .statusCode("200")
                        .responseParameters(Map.of(
                                header(ORIGIN), "'*'",
                                header(METHODS), "'PUT,OPTIONS'",
                                header(HEADERS), "'Content-Type'"))
                        .build()))
                .build());
    }

    private static MethodOptions answers(List<String> statuses, List<String> headers) {
        Map<String, Boolean> parameters =
                headers.stream().collect(Collectors.toMap(ClicksApi::header, header -> Boolean.TRUE));
        return MethodOptions.builder()
                .methodResponses(statuses.stream()
                        .map(status -> MethodResponse.builder()
                                .statusCode(status)
                                .responseParameters(parameters)
                                .build())
                        .toList())
                .build();
    }

    private static String header(String name) {
        return "method.response.header." + name;
    }
}
