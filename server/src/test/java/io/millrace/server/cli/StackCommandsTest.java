package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.deploy.FakeCloudFormation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `millrace up`, `down` and `stacks`, what they say, and with which status they end.
@Timeout(60)
class StackCommandsTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeCloudFormation cloud;
    private Path template;

    @BeforeEach
    void open() throws IOException {
        cloud = new FakeCloudFormation();
        cloud.health = "{\"version\":\"" + Version.TEXT + "\",\"status\":\"ready\"}";
        template = Files.writeString(
                Files.createDirectory(folder.resolve("clicks")).resolve("template.yaml"),
                "Resources: {Bucket: {Type: AWS::S3::Bucket}}");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void upSaysWhatItMadeWhereAndWhichAddressesAnswer() {
        cloud.thenHappens("clicks CREATE_IN_PROGRESS", "Bucket CREATE_COMPLETE", "clicks CREATE_COMPLETE");
        cloud.have("none", "Url=https://a1.execute-api.eu-west-1.amazonaws.com/prod/clicks", "Name=b");
        cloud.stack = Optional.empty();
        assertThat(up("--region", "eu-west-1")).isZero();
        assertThat(out.toString())
                .startsWith("Stack clicks in eu-west-1, from " + template)
                .containsPattern("Stack clicks is CREATE_COMPLETE, 1 resource, after \\d+\\.\\d s\\.")
                .contains("Url     http://127.0.0.1:" + cloud.port() + "/_api/a1/prod/clicks")
                .contains("Name    b");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void nothingToChangeIsASuccess() {
        cloud.have("CREATE_COMPLETE", "Name=b");
        cloud.refusals.put("UpdateStack", List.of("ValidationError", "No updates are to be performed."));
        assertThat(up("--stack", "clicks")).isZero();
        assertThat(out.toString()).contains("Stack clicks: nothing to change.").contains("Name    b");
    }

    @Test
    void whatFailedFirstIsToldWithItsReasonAndTheStatusIsOne() {
        cloud.thenHappens(
                "clicks CREATE_IN_PROGRESS", "Bucket CREATE_FAILED no \u202e room", "clicks ROLLBACK_COMPLETE");
        assertThat(up()).isEqualTo(1);
        assertThat(err.toString())
                .contains("FAILED: Bucket (AWS::S3::Bucket) CREATE_FAILED")
                .contains("no \\u{202e} room")
                .containsPattern(
                        "Stack clicks is ROLLBACK_COMPLETE after \\d+\\.\\d s: what had been made is gone again");
    }

    @Test
    void aPathThatIsMissingIsOneLineAndNothingIsAskedOfTheServer() throws IOException {
        Files.writeString(template, "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: f.jar}}}");
        assertThat(up()).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("Code of F: 'f.jar' is not there");
        assertThat(cloud.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"version\":\"0.0.1\",\"status\":\"ready\"}; Millrace 0.0.1 listens on port",
                "<html>; Something that is not Millrace listens on port",
            })
    void anotherProgramOnThePortIsToldAndLeftAlone(String health, String what) {
        cloud.health = health;
        assertThat(up()).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(what)
                .contains("--port");
        assertThat(cloud.calls).isEmpty();
    }

    @Test
    void aFolderThatTheServerDoesNotServeIsRefused() {
        assertThat(up("--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("does not keep its data in " + folder);
        assertThat(cloud.calls).isEmpty();
    }

    @Test
    void mistakesAreToldInOneLine() {
        assertThat(run("up", template.toString(), "--port", "0")).isEqualTo(2);
        assertThat(run("up", template.toString(), "--region", "no/region")).isEqualTo(2);
        assertThat(run("up")).isEqualTo(2);
        assertThat(run("down")).isEqualTo(2);
        assertThat(err.toString()).contains("--port 0").contains("'no/region' is no region");
    }

    @Test
    void downSaysThatTheStackIsGone() {
        cloud.have("CREATE_COMPLETE");
        cloud.thenHappens("clicks CREATE_COMPLETE");
        cloud.thenHappens("clicks DELETE_IN_PROGRESS", "Bucket DELETE_COMPLETE", "clicks DELETE_COMPLETE");
        assertThat(run("down", "clicks", "--endpoint", cloud.url())).isZero();
        assertThat(out.toString()).containsPattern("Stack clicks is gone after \\d+\\.\\d s\\.");
    }

    @Test
    void aBucketThatIsNotEmptyIsNamedWithWhatHelps() {
        cloud.have("CREATE_COMPLETE");
        cloud.thenHappens("clicks CREATE_COMPLETE");
        cloud.thenHappens("Bucket DELETE_FAILED The bucket you tried to delete is not empty", "clicks DELETE_FAILED");
        assertThat(run("down", "clicks", "--endpoint", cloud.url())).isEqualTo(1);
        assertThat(err.toString()).contains("Bucket clicks-Bucket is not empty").contains("--empty-buckets");
    }

    @Test
    void aStackThatIsNotThereIsAnError() {
        assertThat(run("down", "clicks", "--endpoint", cloud.url())).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("There is no stack 'clicks' in");
    }

    @Test
    void stacksAreATableOrJson() {
        cloud.have("CREATE_COMPLETE");
        assertThat(run("stacks", "--endpoint", cloud.url(), "--region", "us-east-1"))
                .isZero();
        assertThat(out.toString()).containsPattern("clicks +CREATE_COMPLETE +1  2026-11-21T08:30:00.000Z\n");
        assertThat(run("stacks", "--endpoint", cloud.url(), "--region", "us-east-1", "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("[{\"name\":\"clicks\",\"region\":\"us-east-1\",\"status\":\"CREATE_COMPLETE\","
                        + "\"resources\":1,\"updated\":\"2026-11-21T08:30:00.000Z\"}]");
    }

    @Test
    void withoutAServerDownAndStacksSayHowToStartOne() {
        assertThat(run("stacks", "--endpoint", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(run("down", "clicks", "--endpoint", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.contains("millrace start"));
    }

    private int up(String... more) {
        List<String> args =
                new ArrayList<>(List.of("up", template.toString(), "--port", Integer.toString(cloud.port())));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        return Millrace.commandLine(options -> null, args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
