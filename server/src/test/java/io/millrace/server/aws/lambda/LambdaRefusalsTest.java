package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.ApplicationLogLevel;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FileSystemConfig;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/// What AWS refuses is refused in its words; what is not supported here, by name.
class LambdaRefusalsTest extends LambdaSession {
    private static final FileSystemConfig MOUNT =
            FileSystemConfig.builder().arn("arn:x").localMountPath("/mnt/x").build();
    private static final String INVALID = "InvalidParameterValueException";

    @Test
    void valuesOutOfBoundsAreRefusedInTheWordsOfAws() {
        fails(
                () -> create("f", b -> b.timeout(901)),
                400,
                "ValidationException",
                "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have"
                        + " value less than or equal to 900");
        fails(
                () -> create("f", b -> b.memorySize(64)),
                400,
                "ValidationException",
                "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal"
                        + " to 128");
        fails(() -> create("f", b -> b.role("me")), 400, "ValidationException", "Value 'me' at 'role'");
        fails(() -> create("f", b -> b.handler("a b")), 400, "ValidationException", "'handler'");
        fails(() -> create("f", b -> b.description("x".repeat(257))), 400, "ValidationException", "'description'");
        fails(() -> create("f", b -> b.role(null)), 400, "ValidationException", "Value null at 'role'");
        fails(() -> create("f", b -> b.runtime((String) null)), 400, INVALID, "Runtime and Handler are mandatory");
        fails(() -> create("f", b -> b.runtime("cobol85")), 400, "ValidationException", "Value 'cobol85' at 'runtime'");
        fails(() -> create("f", b -> b.runtime(FakeRunner.MISSING_RUNTIME)), 400, INVALID, "no java8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ruby3.3", "dotnet8", "go1.x", "dotnetcore3.1"})
    void otherRuntimesAreRefusedByName(String runtime) {
        fails(() -> create("f", b -> b.runtime(runtime)), 400, INVALID, runtime + " is not supported by Millrace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java11",
                "java17",
                "java21",
                "java25",
                "java8.al2",
                "nodejs22.x",
                "python3.12",
                "provided",
                "provided.al2023"
            })
    void runtimesOfTheFourFamiliesAreTaken(String runtime) {
        create("f", b -> b.runtime(runtime));
    }

    @Test
    void variablesAreBounded() {
        fails(
                () -> create("f", b -> b.environment(e -> e.variables(Map.of("AWS_REGION", "x", "_HANDLER", "y")))),
                400,
                INVALID,
                "Reserved keys used in this request: AWS_REGION, _HANDLER");
        fails(
                () -> create("f", b -> b.environment(e -> e.variables(Map.of("A_B", "x".repeat(4096))))),
                400,
                INVALID,
                "exceeded the 4KB limit");
        fails(
                () -> create("f", b -> b.environment(e -> e.variables(Map.of("1A", "x")))),
                400,
                "ValidationException",
                "Value '1A' at 'environment.variables'");
        create("f", b -> b.environment(e -> e.variables(Map.of("A_B", "x".repeat(4000)))));
    }

    @Test
    void aLogFormatOfJsonIsKeptWithItsLevels() {
        LoggingConfig made = create(
                        "f",
                        b -> b.loggingConfig(
                                l -> l.logFormat(LogFormat.JSON).applicationLogLevel(ApplicationLogLevel.FATAL)))
                .loggingConfig();

        assertThat(made.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(made.applicationLogLevel()).isEqualTo(ApplicationLogLevel.FATAL);
        assertThat(made.systemLogLevelAsString()).isEqualTo("INFO");
        assertThat(made.logGroup()).isEqualTo("/aws/lambda/f");
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() {
        fails(() -> create("f", b -> b.packageType("Image")), 400, INVALID, "PackageType");
        fails(() -> create("f", b -> b.codeSigningConfigArn("arn:x")), 400, INVALID, "CodeSigningConfigArn");
        fails(
                () -> create("f", b -> b.snapStart(s -> s.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS))),
                400,
                INVALID,
                "SnapStart");
        fails(() -> create("f", b -> b.deadLetterConfig(d -> d.targetArn("arn:x"))), 400, INVALID, "DeadLetterConfig");
        fails(() -> create("f", b -> b.fileSystemConfigs(MOUNT)), 400, INVALID, "FileSystemConfigs");
        fails(
                () -> create("f", b -> b.loggingConfig(l -> l.applicationLogLevel(ApplicationLogLevel.WARN))),
                400,
                INVALID,
                "LoggingConfig.ApplicationLogLevel");
        fails(
                () -> create("f", b -> b.architecturesWithStrings("mips")),
                400,
                "ValidationException",
                "'architectures'");
        create("f", b -> b.snapStart(s -> s.applyOn(SnapStartApplyOn.NONE)).loggingConfig(l -> l.logFormat("Text")));
    }

    @Test
    void operationsThatAreNotSupportedAreRefusedByName() {
        create("f");

        fails(
                () -> lambda.createEventSourceMapping(b -> b.functionName("f")
                        .eventSourceArn("arn:aws:kinesis:us-east-1:000000000000:stream/s")
                        .startingPosition(EventSourcePosition.LATEST)),
                400,
                INVALID,
                "CreateEventSourceMapping is not supported by Millrace yet");
        fails(
                () -> lambda.putProvisionedConcurrencyConfig(
                        b -> b.functionName("f").qualifier("1").provisionedConcurrentExecutions(1)),
                400,
                INVALID,
                "PutProvisionedConcurrencyConfig is not supported");
        fails(
                () -> lambda.listFunctionsByCodeSigningConfig(
                        b -> b.codeSigningConfigArn("arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-1")),
                400,
                INVALID,
                "ListFunctionsByCodeSigningConfig is not supported");
    }
}
