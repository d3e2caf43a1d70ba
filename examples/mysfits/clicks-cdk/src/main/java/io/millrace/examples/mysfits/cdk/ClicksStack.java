package io.millrace.examples.mysfits.cdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.BufferingHintsProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessingConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessorParameterProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessorProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/// Captures which profiles visitors open, adds what kind of mysfit each one is, and delivers the clicks to a bucket:
/// the
/// stack of `../clicks/template.yaml`.
final class ClicksStack extends Stack {
    private static final int BUFFER_SIZE_MEBIBYTES = 50;

    /// @param jar the function's code
    ClicksStack(Construct scope, String name, Path jar) {
        super(scope, name);
        CfnParameter service = CfnParameter.Builder.create(this, "MysfitsApiUrl")
                .type("String")
                .description("Where the Mysfits service answers, such as http://mysfits.example.com")
                .allowedPattern("https?://[^\\s?#]+")
                .build();
        CfnParameter seconds = CfnParameter.Builder.create(this, "BufferSeconds")
                .type("Number")
                .description("How long clicks are gathered before an object is written")
                .defaultValue(60)
                .minValue(0)
                .maxValue(900)
                .build();

        Bucket bucket = Bucket.Builder.create(this, "ClicksBucket")
                .versioned(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Function enricher = enricher(service, jar);
        CfnDeliveryStream stream = stream(bucket, enricher, seconds);
        enricher.addPermission(
                "ClickEnricherPermission",
                Permission.builder()
                        .principal(new ServicePrincipal("firehose.amazonaws.com"))
                        .sourceAccount(Aws.ACCOUNT_ID)
                        .sourceArn(stream.getAttrArn())
                        .build());
        String url = new ClicksApi(this, "ClicksApi", stream).url();

        output("ClicksUrl", "Where a page puts its clicks", url);
        output("ClicksBucketName", "Where the clicks lie", bucket.getBucketName());
        output("ClicksStreamName", "The delivery stream between the two", stream.getRef());
    }

    /// Asks the Mysfits service, by its API alone, what kind of mysfit a click is about.
    private Function enricher(CfnParameter service, Path jar) {
        return Function.Builder.create(this, "ClickEnricher")
                .code(Code.fromAsset(jar.toString()))
                .handler("io.millrace.examples.mysfits.clicks.ClickEnricher::handleRequest")
                .runtime(Runtime.JAVA_21)
                .memorySize(512)
                .timeout(Duration.seconds(60))
                .environment(Map.of("MYSFITS_API_URL", service.getValueAsString()))
                .build();
    }

    /// Gathers clicks, asks the function about them, and writes each of them to the bucket once.
    private CfnDeliveryStream stream(Bucket bucket, Function enricher, CfnParameter seconds) {
        Role role = Role.Builder.create(this, "ClicksStreamRole")
                .assumedBy(new PrincipalWithConditions(
                        new ServicePrincipal("firehose.amazonaws.com"),
                        Map.of("StringEquals", Map.of("sts:ExternalId", Aws.ACCOUNT_ID))))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of(
                        "s3:AbortMultipartUpload",
                        "s3:GetBucketLocation",
                        "s3:GetObject",
                        "s3:ListBucket",
                        "s3:ListBucketMultipartUploads",
                        "s3:PutObject"))
                .resources(List.of(bucket.getBucketArn(), bucket.arnForObjects("*")))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of("lambda:InvokeFunction", "lambda:GetFunctionConfiguration"))
                .resources(List.of(enricher.getFunctionArn(), enricher.getFunctionArn() + ":*"))
                .build());
        return CfnDeliveryStream.Builder.create(this, "ClicksStream")
                .deliveryStreamType("DirectPut")
                .extendedS3DestinationConfiguration(ExtendedS3DestinationConfigurationProperty.builder()
                        .roleArn(role.getRoleArn())
                        .bucketArn(bucket.getBucketArn())
                        .prefix("firehose/")
                        .errorOutputPrefix("firehose-errors/!{firehose:error-output-type}/")
                        .compressionFormat("UNCOMPRESSED")
                        .bufferingHints(BufferingHintsProperty.builder()
                                .sizeInMBs(BUFFER_SIZE_MEBIBYTES)
                                .intervalInSeconds(seconds.getValueAsNumber())
                                .build())
                        .processingConfiguration(processing(enricher))
                        .build())
                .build();
    }

    private static ProcessingConfigurationProperty processing(Function enricher) {
        return ProcessingConfigurationProperty.builder()
                .enabled(true)
                .processors(List.of(ProcessorProperty.builder()
                        .type("Lambda")
                        .parameters(List.of(ProcessorParameterProperty.builder()
                                .parameterName("LambdaArn")
                                .parameterValue(enricher.getFunctionArn() + ":$LATEST")
                                .build()))
                        .build()))
                .build();
    }

    private void output(String name, String description, String value) {
        CfnOutput.Builder.create(this, name)
                .description(description)
                .value(value)
                .build();
    }
}
