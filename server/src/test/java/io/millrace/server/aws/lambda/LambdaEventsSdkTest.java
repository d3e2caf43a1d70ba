package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.Cors;
import software.amazon.awssdk.services.lambda.model.CreateFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvokeMode;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.s3.S3Client;

/// Event-invoke configurations and function URLs, as AWS's own Java client sees them.
class LambdaEventsSdkTest extends LambdaSession {
    private static final String BUCKET = "arn:aws:s3:::lost";

    @BeforeEach
    void functions() {
        create("f", b -> b.publish(true));
        create("after");
        lambda.createAlias(b -> b.functionName("f").name("prod").functionVersion("1"));
        try (S3Client s3 = server.s3()) {
            s3.createBucket(b -> b.bucket("lost"));
        }
    }

    @Test
    void aConfigurationIsGivenBackAsItWasPut() {
        PutFunctionEventInvokeConfigResponse put = lambda.putFunctionEventInvokeConfig(b -> b.functionName("f")
                .qualifier("prod")
                .maximumRetryAttempts(1)
                .maximumEventAgeInSeconds(60)
                .destinationConfig(
                        d -> d.onSuccess(s -> s.destination(ARN + "after")).onFailure(f -> f.destination(BUCKET))));
        GetFunctionEventInvokeConfigResponse got =
                lambda.getFunctionEventInvokeConfig(b -> b.functionName("f").qualifier("prod"));

        assertThat(put.functionArn()).isEqualTo(ARN + "f:prod");
        assertThat(got.maximumRetryAttempts()).isEqualTo(1);
        assertThat(got.maximumEventAgeInSeconds()).isEqualTo(60);
        assertThat(got.destinationConfig().onSuccess().destination()).isEqualTo(ARN + "after");
        assertThat(got.destinationConfig().onFailure().destination()).isEqualTo(BUCKET);
        assertThat(got.lastModified()).isEqualTo(LambdaTestServer.NOW);
    }

    @Test
    void puttingReplacesAndUpdatingLeavesWhatIsNotSaid() {
        lambda.putFunctionEventInvokeConfig(b -> b.functionName("f")
                .maximumRetryAttempts(1)
                .destinationConfig(d -> d.onFailure(f -> f.destination(BUCKET))));
        lambda.updateFunctionEventInvokeConfig(b -> b.functionName("f").maximumEventAgeInSeconds(100));
        GetFunctionEventInvokeConfigResponse updated = lambda.getFunctionEventInvokeConfig(b -> b.functionName("f"));
        assertThat(updated.functionArn()).isEqualTo(ARN + "f:$LATEST");
        assertThat(updated.maximumRetryAttempts()).isEqualTo(1);
        assertThat(updated.maximumEventAgeInSeconds()).isEqualTo(100);
        assertThat(updated.destinationConfig().onFailure().destination()).isEqualTo(BUCKET);

        lambda.putFunctionEventInvokeConfig(b -> b.functionName("f").maximumRetryAttempts(0));
        GetFunctionEventInvokeConfigResponse replaced = lambda.getFunctionEventInvokeConfig(b -> b.functionName("f"));
        assertThat(replaced.maximumEventAgeInSeconds()).isNull();
        assertThat(replaced.destinationConfig().onFailure().destination()).isNull();
    }

    @Test
    void configurationsAreListedAndDeleted() {
        lambda.putFunctionEventInvokeConfig(b -> b.functionName("f").maximumRetryAttempts(0));
        lambda.putFunctionEventInvokeConfig(
                b -> b.functionName("f").qualifier("prod").maximumRetryAttempts(1));
        assertThat(lambda
                        .listFunctionEventInvokeConfigsPaginator(
                                b -> b.functionName("f").maxItems(1))
                        .functionEventInvokeConfigs()
                        .stream()
                        .map(FunctionEventInvokeConfig::functionArn))
                .containsExactly(ARN + "f:$LATEST", ARN + "f:prod");

        lambda.deleteFunctionEventInvokeConfig(b -> b.functionName("f"));
        fails(
                () -> lambda.getFunctionEventInvokeConfig(b -> b.functionName("f")),
                404,
                "ResourceNotFoundException",
                "doesn't have an EventInvokeConfig");
        lambda.deleteAlias(b -> b.functionName("f").name("prod"));
        assertThat(lambda.listFunctionEventInvokeConfigs(b -> b.functionName("f"))
                        .functionEventInvokeConfigs())
                .isEmpty();
    }

    @Test
    void whatIsNotHonouredIsRefusedByName() {
        refused("arn:aws:sqs:us-east-1:000000000000:q", "is not supported by Millrace yet");
        refused("arn:aws:s3:::none", "there is no such bucket");
        refused(ARN + "none", "there is no such function");
        refused(ARN + "f", "You can't specify the function as a destination for itself.");
        fails(
                () -> lambda.putFunctionEventInvokeConfig(
                        b -> b.functionName("f").destinationConfig(d -> d.onSuccess(s -> s.destination(BUCKET)))),
                400,
                "InvalidParameterValueException",
                "only for on-failure");
        fails(
                () -> lambda.putFunctionEventInvokeConfig(
                        b -> b.functionName("f").maximumRetryAttempts(3)),
                400,
                "ValidationException",
                "maximumRetryAttempts");
        fails(
                () -> lambda.putFunctionEventInvokeConfig(b -> b.functionName("f")),
                400,
                "InvalidParameterValueException",
                "at least one");
        fails(
                () -> lambda.putFunctionEventInvokeConfig(
                        b -> b.functionName("f").qualifier("7").maximumRetryAttempts(1)),
                404,
                "ResourceNotFoundException",
                "f:7");
    }

    private void refused(String destination, String why) {
        fails(
                () -> lambda.putFunctionEventInvokeConfig(
                        b -> b.functionName("f").destinationConfig(d -> d.onFailure(f -> f.destination(destination)))),
                400,
                "InvalidParameterValueException",
                why);
    }

    @Test
    void aUrlIsGivenBackAsItWasMade() {
        Cors cors = Cors.builder()
                .allowOrigins("https://a.example")
                .allowMethods("GET")
                .maxAge(10)
                .build();
        CreateFunctionUrlConfigResponse made = lambda.createFunctionUrlConfig(b -> b.functionName("f")
                .qualifier("prod")
                .authType(FunctionUrlAuthType.NONE)
                .cors(cors));
        GetFunctionUrlConfigResponse got =
                lambda.getFunctionUrlConfig(b -> b.functionName("f").qualifier("prod"));

        assertThat(made.functionUrl())
                .matches("http://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.localhost:" + server.port() + "/");
        assertThat(made.functionArn()).isEqualTo(ARN + "f:prod");
        assertThat(made.invokeMode()).isEqualTo(InvokeMode.BUFFERED);
        assertThat(made.creationTime()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(got.functionUrl()).isEqualTo(made.functionUrl());
        assertThat(got.authType()).isEqualTo(FunctionUrlAuthType.NONE);
        assertThat(got.cors()).isEqualTo(cors);
    }

    @Test
    void aUrlKeepsItsAddressWhenItChangesAndNotWhenItIsMadeAgain() {
        String address = make().functionUrl();
        fails(this::make, 409, "ResourceConflictException", "FunctionUrlConfig exists");
        lambda.updateFunctionUrlConfig(
                b -> b.functionName("f").authType(FunctionUrlAuthType.AWS_IAM).cors(c -> c.allowOrigins("*")));
        lambda.updateFunctionUrlConfig(b -> b.functionName("f").cors(c -> {}));
        GetFunctionUrlConfigResponse changed = lambda.getFunctionUrlConfig(b -> b.functionName("f"));
        assertThat(changed.functionUrl()).isEqualTo(address);
        assertThat(changed.authType()).isEqualTo(FunctionUrlAuthType.AWS_IAM);
        assertThat(changed.cors()).isNull();

        lambda.deleteFunctionUrlConfig(b -> b.functionName("f"));
        fails(
                () -> lambda.getFunctionUrlConfig(b -> b.functionName("f")),
                404,
                "ResourceNotFoundException",
                "does not exist");
        assertThat(make().functionUrl()).isNotEqualTo(address);
    }

    @Test
    void urlsAreListedAndGoWithTheirFunction() {
        make();
        lambda.createFunctionUrlConfig(
                b -> b.functionName("f").qualifier("prod").authType(FunctionUrlAuthType.AWS_IAM));
        List<FunctionUrlConfig> urls =
                lambda
                        .listFunctionUrlConfigsPaginator(
                                b -> b.functionName("f").maxItems(1))
                        .functionUrlConfigs()
                        .stream()
                        .toList();
        assertThat(urls).extracting(FunctionUrlConfig::functionArn).containsExactly(ARN + "f", ARN + "f:prod");
        assertThat(urls).extracting(FunctionUrlConfig::functionUrl).doesNotHaveDuplicates();

        lambda.deleteFunction(b -> b.functionName("f"));
        create("f");
        assertThat(lambda.listFunctionUrlConfigs(b -> b.functionName("f")).functionUrlConfigs())
                .isEmpty();
    }

    @Test
    void aUrlThatCannotBeIsRefused() {
        fails(
                () -> lambda.createFunctionUrlConfig(b ->
                        b.functionName("f").authType(FunctionUrlAuthType.NONE).invokeMode(InvokeMode.RESPONSE_STREAM)),
                400,
                "InvalidParameterValueException",
                "RESPONSE_STREAM is not supported by Millrace yet");
        fails(
                () -> lambda.createFunctionUrlConfig(
                        b -> b.functionName("f").qualifier("1").authType(FunctionUrlAuthType.NONE)),
                400,
                "ValidationException",
                "qualifier");
        fails(
                () -> lambda.createFunctionUrlConfig(b -> b.functionName("f").authType("MAYBE")),
                400,
                "ValidationException",
                "AWS_IAM");
        fails(
                () -> lambda.createFunctionUrlConfig(b -> b.functionName("none").authType(FunctionUrlAuthType.NONE)),
                404,
                "ResourceNotFoundException",
                "none");
        fails(
                () -> lambda.createFunctionUrlConfig(b ->
                        b.functionName("f").authType(FunctionUrlAuthType.NONE).cors(c -> c.allowMethods("BREW"))),
                400,
                "InvalidParameterValueException",
                "Cors.AllowMethods");
    }

    private CreateFunctionUrlConfigResponse make() {
        return lambda.createFunctionUrlConfig(b -> b.functionName("f").authType(FunctionUrlAuthType.NONE));
    }
}
