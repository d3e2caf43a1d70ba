package io.millrace.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.ResourceEvent;
import io.millrace.server.deploy.code.Packaging;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a deploy asks of CloudFormation, and what it makes of the answers.
@Timeout(60)
class DeploymentTest {
    private static final String TEMPLATE = """
            Parameters: {Stage: {Type: String}, Other: {Type: String, Default: x}}
            Resources:
              Bucket: {Type: AWS::S3::Bucket}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private FakeCloudFormation cloud;
    private AwsHttp http;

    @BeforeEach
    void open() throws IOException {
        cloud = new FakeCloudFormation();
        http = new AwsHttp(URI.create(cloud.url()), "us-east-1");
    }

    @AfterEach
    void close() {
        http.close();
        cloud.close();
    }

    @Test
    void aStackThatIsNotThereIsCreatedWithAllThatItMayNeed() throws Exception {
        cloud.thenHappens("clicks CREATE_IN_PROGRESS User Initiated", "Bucket CREATE_IN_PROGRESS");
        cloud.thenHappens("Bucket CREATE_COMPLETE", "clicks CREATE_COMPLETE");
        Outcome outcome = deploy(TEMPLATE, Map.of("Stage", "dev & test"), true);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.resources())
                .isEqualTo(1));
        assertThat(cloud.last.get("CreateStack"))
                .containsEntry("StackName", "clicks")
                .containsEntry("TemplateBody", TEMPLATE)
                .containsEntry("Parameters.member.1.ParameterKey", "Stage")
                .containsEntry("Parameters.member.1.ParameterValue", "dev & test")
                .containsEntry("Capabilities.member.3", "CAPABILITY_AUTO_EXPAND")
                .doesNotContainKey("DisableRollback");
    }

    @Test
    void withoutATerminalEachEventIsAPlainLine() throws Exception {
        cloud.thenHappens("clicks CREATE_IN_PROGRESS User Initiated");
        cloud.thenHappens("Bucket CREATE_IN_PROGRESS");
        cloud.thenHappens();
        cloud.thenHappens("Bucket CREATE_COMPLETE", "clicks CREATE_COMPLETE");
        deploy(TEMPLATE, Map.of("Stage", "dev"), true);
        assertThat(out.toString().lines())
                .map(line -> line.replaceAll(" {2,}", " | "))
                .containsExactly(
                        "CREATE_IN_PROGRESS | clicks | AWS::CloudFormation::Stack | User Initiated",
                        "CREATE_IN_PROGRESS | Bucket | AWS::S3::Bucket",
                        "CREATE_COMPLETE | Bucket | AWS::S3::Bucket",
                        "CREATE_COMPLETE | clicks | AWS::CloudFormation::Stack");
    }

    @Test
    void aStackThatIsThereIsUpdatedAndKeepsTheParametersThatNobodyNames() throws Exception {
        cloud.have("CREATE_COMPLETE");
        cloud.thenHappens("Bucket CREATE_FAILED of an earlier deploy", "clicks CREATE_COMPLETE");
        cloud.thenHappens("clicks UPDATE_IN_PROGRESS", "clicks UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
        cloud.thenHappens("clicks UPDATE_COMPLETE");
        Outcome outcome = deploy(TEMPLATE, Map.of("Other", "y"), false);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(cloud.last.get("UpdateStack"))
                .containsEntry("Parameters.member.1.ParameterKey", "Other")
                .containsEntry("Parameters.member.2.ParameterKey", "Stage")
                .containsEntry("Parameters.member.2.UsePreviousValue", "true")
                .containsEntry("DisableRollback", "true");
        assertThat(out.toString()).doesNotContain("earlier deploy");
    }

    @Test
    void whereNothingChangesNothingIsDone() throws Exception {
        cloud.have("UPDATE_COMPLETE");
        cloud.refusals.put("UpdateStack", List.of("ValidationError", "No updates are to be performed."));
        assertThat(deploy(TEMPLATE, Map.of(), true)).isInstanceOf(Outcome.Unchanged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS", "CREATE_FAILED"})
    void aStackThatCanBecomeNothingIsDeletedAndMadeAgain(String status) throws Exception {
        cloud.have(status);
        cloud.thenHappens("clicks " + status);
        cloud.thenHappens("clicks DELETE_IN_PROGRESS", "clicks DELETE_COMPLETE");
        cloud.thenHappens("clicks CREATE_IN_PROGRESS", "clicks CREATE_COMPLETE");
        deploy(TEMPLATE, Map.of(), true);
        assertThat(out.toString()).contains("Stack clicks is " + status + ": it is deleted and made again.");
        assertThat(cloud.calls).containsSubsequence("DeleteStack", "DescribeStackEvents", "CreateStack");
    }

    @Test
    void whatFailedOfItselfIsToldAheadOfWhatFollowedFromIt() throws Exception {
        cloud.thenHappens(
                "clicks CREATE_IN_PROGRESS",
                "Other CREATE_FAILED Resource creation cancelled",
                "Bucket CREATE_FAILED no such role",
                "clicks ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bucket, Other].");
        cloud.thenHappens("Bucket DELETE_COMPLETE", "clicks ROLLBACK_COMPLETE");
        assertThat(deploy(TEMPLATE, Map.of(), true)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.status()).isEqualTo("ROLLBACK_COMPLETE");
            assertThat(failed.failed()).extracting(ResourceEvent::reason).containsExactly("no such role");
            assertThat(failed.reason()).contains("[Bucket, Other]");
        });
    }

    @Test
    void whatIsRefusedIsToldInTheServersWords() {
        cloud.refusals.put("CreateStack", List.of("ValidationError", "Unresolved dependency [Nobody]"));
        assertThatThrownBy(() -> deploy(TEMPLATE, Map.of(), true))
                .hasMessage("CreateStack was refused: Unresolved dependency [Nobody] (ValidationError)");
    }

    @Test
    void codeIsUploadedOnceByItsContent() throws Exception {
        Files.createDirectory(folder.resolve("src"));
        Files.writeString(folder.resolve("src/index.js"), "exports.handler = 1");
        String template = "Resources: {F: {Type: AWS::Serverless::Function, Properties: {CodeUri: src/}}}";
        for (int i = 0; i < 2; i++) {
            cloud.stack = Optional.empty();
            cloud.thenHappens("clicks CREATE_IN_PROGRESS", "clicks CREATE_COMPLETE");
            deploy(template, Map.of(), true);
        }
        assertThat(cloud.calls.stream().filter(call -> call.startsWith("PUT")))
                .hasSize(2)
                .first()
                .isEqualTo("PUT /millrace-assets-us-east-1");
        String key = cloud.objects.keySet().iterator().next();
        assertThat(cloud.last.get("CreateStack").get("TemplateBody")).contains("\"CodeUri\":\"s3://" + key + "\"");
    }

    @Test
    void aTemplateTooLargeForARequestGoesThroughTheBucket() throws Exception {
        cloud.thenHappens("clicks CREATE_IN_PROGRESS", "clicks CREATE_COMPLETE");
        String large = TEMPLATE + "# " + "x".repeat(60_000);
        deploy(large, Map.of(), true);
        String key = cloud.objects.keySet().iterator().next();
        assertThat(cloud.last.get("CreateStack"))
                .containsEntry("TemplateURL", "https://s3.us-east-1.amazonaws.com/" + key)
                .doesNotContainKey("TemplateBody");
        assertThat(cloud.objects.get(key)).asString().isEqualTo(large);
    }

    @Test
    void bucketsAreEmptiedBeforeAStackIsDeletedOnlyWhenAskedTo() throws Exception {
        cloud.objects.put("clicks-bucket/a", new byte[1]);
        cloud.have("CREATE_COMPLETE");
        cloud.thenHappens("clicks CREATE_COMPLETE");
        cloud.thenHappens("Bucket DELETE_FAILED The bucket you tried to delete is not empty", "clicks DELETE_FAILED");
        assertThat(down(false)).isInstanceOf(Outcome.Failed.class);
        assertThat(cloud.objects).isNotEmpty();
        cloud.have("DELETE_FAILED");
        cloud.thenHappens();
        cloud.thenHappens("clicks DELETE_IN_PROGRESS", "clicks DELETE_COMPLETE");
        assertThat(down(true)).isInstanceOf(Outcome.Deleted.class);
        assertThat(cloud.objects).isEmpty();
        assertThat(out.toString()).contains("Deleted 1 objects of bucket clicks-bucket.");
    }

    private Outcome down(boolean emptyBuckets) throws Exception {
        PrintWriter printer = new PrintWriter(out, true);
        return new Removal(http, Steps.on(printer, false), printer)
                .run("clicks", emptyBuckets)
                .orElseThrow();
    }

    private Outcome deploy(String template, Map<String, String> parameters, boolean rollback) throws Exception {
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, template);
        PrintWriter printer = new PrintWriter(out, true);
        return new Deployment(http, Steps.on(printer, false), printer)
                .run(
                        new DeployRequest(
                                "clicks", new Packaging(folder, "us-east-1").pack(file), parameters, rollback),
                        folder);
    }
}
