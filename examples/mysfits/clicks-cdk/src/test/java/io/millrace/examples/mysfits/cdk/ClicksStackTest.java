package io.millrace.examples.mysfits.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/// What the app makes of its constructs. Needs Node, as every CDK app does.
class ClicksStackTest {
    private static Template template;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        Path jar = Files.writeString(folder.resolve("code.jar"), "what the function would run");
        template = Template.fromStack(new ClicksStack(new App(), "clicks", jar));
    }

    @Test
    void theStreamAsksTheFunctionAndDeliversToTheBucket() {
        template.hasResourceProperties(
                "AWS::KinesisFirehose::DeliveryStream",
                Map.of(
                        "ExtendedS3DestinationConfiguration",
                        Match.objectLike(Map.of(
                                "Prefix",
                                "firehose/",
                                "ProcessingConfiguration",
                                Match.objectLike(Map.of("Enabled", true))))));
        template.hasResourceProperties(
                "AWS::S3::Bucket", Map.of("VersioningConfiguration", Map.of("Status", "Enabled")));
    }

    @Test
    void aClickIsPutStraightOntoTheStream() {
        template.hasResourceProperties(
                "AWS::ApiGateway::Method",
                Match.objectLike(Map.of("HttpMethod", "PUT", "Integration", Match.objectLike(Map.of("Type", "AWS")))));
        template.resourceCountIs("AWS::ApiGateway::Stage", 1);
    }

    @Test
    void whereThePageFindsTheApiIsAnOutput() {
        assertThat(template.findOutputs("*")).containsKeys("ClicksUrl", "ClicksBucketName", "ClicksStreamName");
    }
}
