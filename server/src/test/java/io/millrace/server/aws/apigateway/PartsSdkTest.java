package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.apigateway.model.CreateAuthorizerResponse;
import software.amazon.awssdk.services.apigateway.model.GatewayResponseType;
import software.amazon.awssdk.services.apigateway.model.GetGatewayResponseResponse;
import software.amazon.awssdk.services.apigateway.model.Model;
import software.amazon.awssdk.services.apigateway.model.Op;

/// Models, validators, authorizers and gateway responses, as AWS's own Java client sees them.
class PartsSdkTest extends GatewaySession {
    private static final String FUNCTION = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

    @Test
    void modelsAreMadeChangedAndKeptWhileTheyAreUsed() {
        String api = createApi("a");
        String root = rootOf(api);
        gateway.createModel(b ->
                b.restApiId(api).name("Click").contentType("application/json").schema("{\"type\":\"object\"}"));

        assertThat(gateway.getModels(b -> b.restApiId(api)).items())
                .extracting(Model::name)
                .containsExactly("Click", "Empty", "Error");
        gateway.updateModel(b -> b.restApiId(api)
                .modelName("Click")
                .patchOperations(replace("/schema", "{}"), replace("/description", "d")));
        assertThat(gateway.getModel(b -> b.restApiId(api).modelName("Click")).schema())
                .isEqualTo("{}");
        gateway.putMethod(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("PUT")
                .authorizationType("NONE")
                .requestModels(Map.of("application/json", "Click")));
        fails(
                () -> gateway.deleteModel(b -> b.restApiId(api).modelName("Click")),
                409,
                "ConflictException",
                "Cannot delete model 'Click', is referenced in method request: //PUT");
        fails(
                () -> gateway.createModel(b -> b.restApiId(api)
                        .name("a_b")
                        .contentType("application/json")
                        .schema("{}")),
                400,
                "BadRequestException",
                "Model name must be alphanumeric: a_b");
        fails(
                () -> gateway.createModel(b -> b.restApiId(api)
                        .name("ab")
                        .contentType("application/json")
                        .schema("{")),
                400,
                "BadRequestException",
                "Invalid model schema specified");
        fails(
                () -> gateway.createModel(b -> b.restApiId(api)
                        .name("Click")
                        .contentType("application/json")
                        .schema("{}")),
                409,
                "ConflictException",
                "Model name already exists");
        fails(
                () -> gateway.getModel(b -> b.restApiId(api).modelName("None")),
                404,
                "NotFoundException",
                "Invalid model name specified: None");
    }

    @Test
    void validatorsAreMadeAndChanged() {
        String api = createApi("a");
        String id = gateway.createRequestValidator(
                        b -> b.restApiId(api).name("v").validateRequestBody(true))
                .id();

        gateway.updateRequestValidator(b -> b.restApiId(api)
                .requestValidatorId(id)
                .patchOperations(replace("/validateRequestBody", "false"), replace("/name", "w")));

        assertThat(gateway.getRequestValidator(b -> b.restApiId(api).requestValidatorId(id))
                        .validateRequestBody())
                .isFalse();
        gateway.deleteRequestValidator(b -> b.restApiId(api).requestValidatorId(id));
        assertThat(gateway.getRequestValidators(b -> b.restApiId(api)).items()).isEmpty();
    }

    @Test
    void authorizersAreMadeAndChanged() {
        String api = createApi("a");
        CreateAuthorizerResponse made = gateway.createAuthorizer(b -> b.restApiId(api)
                .name("t")
                .type(AuthorizerType.TOKEN)
                .authorizerUri(FUNCTION)
                .identitySource("method.request.header.Authorization")
                .identityValidationExpression("^x"));

        assertThat(made.authorizerResultTtlInSeconds()).isEqualTo(300);
        assertThat(made.authType()).isEqualTo("custom");
        gateway.updateAuthorizer(b -> b.restApiId(api)
                .authorizerId(made.id())
                .patchOperations(
                        replace("/authorizerResultTtlInSeconds", "0"),
                        patch(Op.REMOVE, "/identityValidationExpression", null)));
        assertThat(gateway.getAuthorizer(b -> b.restApiId(api).authorizerId(made.id()))
                        .authorizerResultTtlInSeconds())
                .isZero();
        fails(
                () -> gateway.createAuthorizer(b ->
                        b.restApiId(api).name("t").type(AuthorizerType.REQUEST).authorizerUri(FUNCTION)),
                400,
                "BadRequestException",
                "Identity source is required");
        fails(
                () -> gateway.createAuthorizer(b -> b.restApiId(api)
                        .name("c")
                        .type(AuthorizerType.COGNITO_USER_POOLS)
                        .identitySource("method.request.header.Authorization")),
                400,
                "BadRequestException",
                "At least one provider ARN");
        fails(
                () -> gateway.testInvokeAuthorizer(b -> b.restApiId(api).authorizerId(made.id())),
                400,
                "BadRequestException",
                "TestInvokeAuthorizer is not supported by Millrace yet");
    }

    @Test
    void aGatewayResponseThatIsNotRedefinedIsThatOfItsDefault() {
        String api = createApi("a");
        gateway.putGatewayResponse(b ->
                b.restApiId(api).responseType(GatewayResponseType.DEFAULT_5_XX).statusCode("599"));

        assertThat(gateway.getGatewayResponse(
                                b -> b.restApiId(api).responseType(GatewayResponseType.INTEGRATION_FAILURE))
                        .statusCode())
                .isEqualTo("599");
        assertThat(gateway.getGatewayResponse(b -> b.restApiId(api).responseType(GatewayResponseType.THROTTLED))
                        .statusCode())
                .isEqualTo("429");
    }

    @Test
    void gatewayResponsesAreRedefinedAndSetBack() {
        String api = createApi("a");

        gateway.putGatewayResponse(b -> b.restApiId(api)
                .responseType(GatewayResponseType.THROTTLED)
                .statusCode("503")
                .responseParameters(Map.of("gatewayresponse.header.Retry-After", "'1'")));
        gateway.updateGatewayResponse(b -> b.restApiId(api)
                .responseType(GatewayResponseType.THROTTLED)
                .patchOperations(patch(Op.ADD, "/responseTemplates/text~1plain", "x")));

        GetGatewayResponseResponse got =
                gateway.getGatewayResponse(b -> b.restApiId(api).responseType(GatewayResponseType.THROTTLED));
        assertThat(got.statusCode()).isEqualTo("503");
        assertThat(got.defaultResponse()).isFalse();
        assertThat(got.responseTemplates()).containsExactly(Map.entry("text/plain", "x"));
        assertThat(gateway.getGatewayResponses(b -> b.restApiId(api).limit(500)).items())
                .hasSize(21);
        gateway.deleteGatewayResponse(b -> b.restApiId(api).responseType(GatewayResponseType.THROTTLED));
        assertThat(gateway.getGatewayResponse(b -> b.restApiId(api).responseType(GatewayResponseType.THROTTLED))
                        .defaultResponse())
                .isTrue();
        fails(
                () -> gateway.putGatewayResponse(b -> b.restApiId(api)
                        .responseType(GatewayResponseType.THROTTLED)
                        .responseParameters(Map.of("header.X", "'1'"))),
                400,
                "BadRequestException",
                "Invalid mapping expression specified: header.X");
    }
}
