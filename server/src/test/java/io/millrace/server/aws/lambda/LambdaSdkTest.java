package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TracingMode;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;
import software.amazon.awssdk.services.s3.S3Client;

/// Functions themselves, as AWS's own Java client sees them.
class LambdaSdkTest extends LambdaSession {
    @Test
    void aFunctionIsDescribedAsItWasMade() {
        CreateFunctionResponse made = create("clicks", b -> b.description("d")
                .timeout(30)
                .memorySize(512)
                .environment(e -> e.variables(Map.of("TABLE", "t")))
                .tags(Map.of("team", "a"))
                .tracingConfig(t -> t.mode(TracingMode.ACTIVE))
                .ephemeralStorage(s -> s.size(1024))
                .architectures(Architecture.ARM64)
                .vpcConfig(v -> v.subnetIds("subnet-1").securityGroupIds("sg-1"))
                .loggingConfig(l -> l.logGroup("/my/group")));

        assertThat(made.functionArn()).isEqualTo(ARN + "clicks");
        assertThat(made.version()).isEqualTo("$LATEST");
        assertThat(made.state()).isEqualTo(State.ACTIVE);
        assertThat(made.codeSha256()).isEqualTo(FakeCode.sha256(ZIP.asByteArray()));
        assertThat(made.codeSize()).isEqualTo(6);
        GetFunctionResponse got = lambda.getFunction(b -> b.functionName("clicks"));
        FunctionConfiguration configuration = got.configuration();
        assertThat(configuration.timeout()).isEqualTo(30);
        assertThat(configuration.memorySize()).isEqualTo(512);
        assertThat(configuration.environment().variables()).containsExactly(Map.entry("TABLE", "t"));
        assertThat(configuration.tracingConfig().mode()).isEqualTo(TracingMode.ACTIVE);
        assertThat(configuration.ephemeralStorage().size()).isEqualTo(1024);
        assertThat(configuration.architectures()).containsExactly(Architecture.ARM64);
        assertThat(configuration.vpcConfig().subnetIds()).containsExactly("subnet-1");
        assertThat(configuration.loggingConfig().logGroup()).isEqualTo("/my/group");
        assertThat(configuration.lastUpdateStatus()).isEqualTo(LastUpdateStatus.SUCCESSFUL);
        assertThat(configuration.packageType()).isEqualTo(PackageType.ZIP);
        assertThat(configuration.lastModified()).isEqualTo("2026-11-21T09:00:00.000+0000");
        assertThat(got.tags()).containsExactly(Map.entry("team", "a"));
        assertThat(got.concurrency()).isNull();
    }

    @Test
    void defaultsAreThoseOfAws() {
        create("clicks");

        GetFunctionConfigurationResponse got = lambda.getFunctionConfiguration(b -> b.functionName("clicks"));

        assertThat(got.timeout()).isEqualTo(3);
        assertThat(got.memorySize()).isEqualTo(128);
        assertThat(got.environment()).isNull();
        assertThat(got.architectures()).containsExactly(Architecture.X86_64);
        assertThat(got.ephemeralStorage().size()).isEqualTo(512);
        assertThat(got.tracingConfig().mode()).isEqualTo(TracingMode.PASS_THROUGH);
        assertThat(got.loggingConfig().logGroup()).isEqualTo("/aws/lambda/clicks");
    }

    /// What a runtime needs of the code can only be seen in it.
    @Test
    void whetherAFunctionCanRunIsAskedBeforeItsCodeIsKeptAndWithIt() {
        String sha256 = create("clicks").codeSha256();

        assertThat(server.runner.requiredCode).containsExactly("", sha256);
    }

    @Test
    void waitersEnd() {
        create("clicks", b -> b.publish(true));

        assertThat(lambda.waiter()
                        .waitUntilFunctionActiveV2(b -> b.functionName("clicks"))
                        .attemptsExecuted())
                .isEqualTo(1);
        lambda.waiter().waitUntilFunctionActive(b -> b.functionName("clicks"));
        lambda.waiter().waitUntilFunctionExists(b -> b.functionName("clicks"));
        lambda.waiter().waitUntilFunctionUpdated(b -> b.functionName("clicks"));
        lambda.waiter().waitUntilFunctionUpdatedV2(b -> b.functionName("clicks"));
        lambda.waiter()
                .waitUntilPublishedVersionActive(b -> b.functionName("clicks").qualifier("1"));
    }

    @Test
    void aNameIsGivenOnce() {
        create("clicks");

        fails(() -> create("clicks"), 409, "ResourceConflictException", "Function already exist: clicks");
        fails(() -> create("a b"), 400, "ValidationException", "'functionName' failed to satisfy constraint");
    }

    @Test
    void theCodeCanBeDownloadedForAWhile() throws IOException {
        create("clicks");
        String location =
                lambda.getFunction(b -> b.functionName("clicks")).code().location();

        try (InputStream zip = URI.create(location).toURL().openStream()) {
            assertThat(zip.readAllBytes()).isEqualTo(ZIP.asByteArray());
        }
        assertThat(status(location.substring(0, location.length() - 1) + "~")).isEqualTo(403);
        server.passSeconds(601);
        assertThat(status(location)).isEqualTo(403);
    }

    private static int status(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        return connection.getResponseCode();
    }

    @Test
    void codeComesFromABucket() {
        try (S3Client s3 = server.s3()) {
            s3.createBucket(b -> b.bucket("code"));
            s3.putObject(b -> b.bucket("code").key("a/b.zip"), RequestBody.fromBytes(ZIP.asByteArray()));
        }

        create("clicks", b -> b.code(c -> c.s3Bucket("code").s3Key("a/b.zip")));

        assertThat(lambda.getFunctionConfiguration(b -> b.functionName("clicks"))
                        .codeSha256())
                .isEqualTo(FakeCode.sha256(ZIP.asByteArray()));
        fails(
                () -> create("x", b -> b.code(c -> c.s3Bucket("code").s3Key("no"))),
                400,
                "InvalidParameterValueException",
                "S3 Error Code: NoSuchKey");
        fails(
                () -> create("x", b -> b.code(c -> c.s3Bucket("none").s3Key("no"))),
                400,
                "InvalidParameterValueException",
                "S3 Error Code: NoSuchBucket");
        fails(
                () -> create(
                        "x",
                        b -> b.code(c -> c.s3Bucket("code").s3Key("a/b.zip").s3ObjectVersion("7"))),
                400,
                "InvalidParameterValueException",
                "S3ObjectVersion");
    }

    @Test
    void largeZipsComeInline() {
        byte[] zip = new byte[40 << 20];
        zip[0] = 'P';
        zip[1] = 'K';

        create("clicks", b -> b.code(c -> c.zipFile(SdkBytes.fromByteArrayUnsafe(zip))));

        assertThat(lambda.getFunctionConfiguration(b -> b.functionName("clicks"))
                        .codeSize())
                .isEqualTo(40 << 20);
    }

    @Test
    void listsHavePages() {
        for (int i = 0; i < 5; i++) {
            create("f" + i, b -> b.publish(true));
        }

        ListFunctionsResponse first = lambda.listFunctions(b -> b.maxItems(2));
        assertThat(first.functions()).extracting("functionName").containsExactly("f0", "f1");
        assertThat(lambda.listFunctionsPaginator(b -> b.maxItems(2)).functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("f0", "f1", "f2", "f3", "f4");
        assertThat(lambda.listFunctionsPaginator(b -> b.functionVersion("ALL").maxItems(3))
                        .functions())
                .extracting(FunctionConfiguration::functionArn)
                .hasSize(10)
                .startsWith(ARN + "f0:$LATEST", ARN + "f0:1", ARN + "f1:$LATEST");
        fails(() -> lambda.listFunctions(b -> b.maxItems(0)), 400, "ValidationException", "'maxItems'");
        fails(
                () -> lambda.listFunctions(b -> b.marker("%%")),
                400,
                "InvalidParameterValueException",
                "Marker is invalid");
    }

    @Test
    void codeIsReplaced() {
        String revision = create("clicks").revisionId();

        UpdateFunctionCodeResponse tried = lambda.updateFunctionCode(
                b -> b.functionName("clicks").zipFile(OTHER_ZIP).dryRun(true));
        assertThat(tried.codeSha256()).isEqualTo(FakeCode.sha256(OTHER_ZIP.asByteArray()));
        assertThat(lambda.getFunctionConfiguration(b -> b.functionName("clicks"))
                        .revisionId())
                .isEqualTo(revision);

        UpdateFunctionCodeResponse updated = lambda.updateFunctionCode(b -> b.functionName("clicks")
                .zipFile(OTHER_ZIP)
                .revisionId(revision)
                .architectures(Architecture.ARM64)
                .publish(true));
        assertThat(updated.version()).isEqualTo("1");
        assertThat(updated.architectures()).containsExactly(Architecture.ARM64);
        assertThat(server.runner.retired).containsExactly("us-east-1/clicks");
        fails(
                () -> lambda.updateFunctionCode(
                        b -> b.functionName("clicks").zipFile(ZIP).revisionId(revision)),
                412,
                "PreconditionFailedException",
                "Revision Id");
        fails(
                () -> lambda.updateFunctionCode(b -> b.functionName("clicks")),
                400,
                "InvalidParameterValueException",
                "provide a source");
        fails(
                () -> lambda.updateFunctionCode(
                        b -> b.functionName("clicks").zipFile(SdkBytes.fromUtf8String("no zip"))),
                400,
                "InvalidParameterValueException",
                "Could not unzip");
    }

    @Test
    void configurationIsReplacedMemberByMember() {
        create("clicks", b -> b.timeout(7).environment(e -> e.variables(Map.of("A_B", "1"))));

        lambda.updateFunctionConfiguration(
                b -> b.functionName("clicks").memorySize(256).runtime(Runtime.JAVA17));
        GetFunctionConfigurationResponse got = lambda.getFunctionConfiguration(b -> b.functionName("clicks"));

        assertThat(got.memorySize()).isEqualTo(256);
        assertThat(got.timeout()).isEqualTo(7);
        assertThat(got.environment().variables()).containsExactly(Map.entry("A_B", "1"));
        assertThat(got.runtime()).isEqualTo(Runtime.JAVA17);
        lambda.updateFunctionConfiguration(b -> b.functionName("clicks").environment(e -> e.variables(Map.of())));
        assertThat(lambda.getFunctionConfiguration(b -> b.functionName("clicks"))
                        .environment())
                .isNull();
        fails(
                () -> lambda.updateFunctionConfiguration(
                        b -> b.functionName("clicks").revisionId("other").timeout(1)),
                412,
                "PreconditionFailedException",
                "Revision Id");
        fails(
                () -> lambda.updateFunctionConfiguration(
                        b -> b.functionName("clicks").runtime(FakeRunner.MISSING_RUNTIME)),
                400,
                "InvalidParameterValueException",
                "no java8");
    }

    @Test
    void aDeletedFunctionIsGoneWithAllThatBelongsToIt() {
        create("clicks", b -> b.publish(true));
        lambda.createAlias(b -> b.functionName("clicks").name("live").functionVersion("1"));
        lambda.addPermission(b -> b.functionName("clicks")
                .statementId("s")
                .action("lambda:InvokeFunction")
                .principal("*"));

        lambda.deleteFunction(b -> b.functionName("clicks"));

        fails(
                () -> lambda.getFunction(b -> b.functionName("clicks")),
                404,
                "ResourceNotFoundException",
                "Function not found: " + ARN + "clicks");
        create("clicks");
        assertThat(lambda.listAliases(b -> b.functionName("clicks")).aliases()).isEmpty();
        assertThat(lambda.listVersionsByFunction(b -> b.functionName("clicks")).versions())
                .hasSize(1);
        fails(() -> lambda.getPolicy(b -> b.functionName("clicks")), 404, "ResourceNotFoundException", "not exist");
        assertThat(server.runner.retired).contains("us-east-1/clicks");
    }

    @Test
    void functionsOfARegionAreItsOwn() {
        create("clicks");

        fails(
                () -> lambda.getFunction(b -> b.functionName(ARN.replace("us-east-1", "eu-west-1") + "clicks")),
                404,
                "ResourceNotFoundException",
                "not reachable in this region");
        for (String name : List.of(ARN + "clicks", "000000000000:function:clicks", "function:clicks")) {
            assertThat(lambda.getFunction(b -> b.functionName(name))
                            .configuration()
                            .functionName())
                    .isEqualTo("clicks");
        }
    }
}
