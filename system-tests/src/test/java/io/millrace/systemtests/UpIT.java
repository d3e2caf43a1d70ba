package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./millrace up`, `stacks`, `down` and `stop` as a user calls them, on a server that `up` starts by itself.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpIT {
    private static final String TEMPLATE = """
            Parameters:
              Name: {Type: String}
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Properties: {BucketName: !Ref Name}
            Outputs:
              Url: {Value: !Sub "https://abc.execute-api.${AWS::Region}.amazonaws.com/prod/${Bucket}"}
            """;

    @TempDir
    Path folder;

    private MillraceProcess server;
    private Path template;

    @BeforeEach
    void write() throws IOException {
        // Only its address is of use here: it is never started.
        server = new MillraceProcess(folder.resolve("data"));
        template = Files.writeString(folder.resolve("shop.yaml"), TEMPLATE);
    }

    @AfterEach
    void stop() {
        try (MillraceCommand stop = new MillraceCommand(server, "stop", "--data", data())) {
            stop.await();
        }
        server.close();
    }

    @Test
    void upStartsAServerThatOutlivesItAndStopEndsIt() {
        assertThat(up("--param", "Name=shop-bucket"))
                .contains("Started Millrace", "millrace stop --data " + data())
                .contains("Stack shop is CREATE_COMPLETE")
                .contains("http://127.0.0.1:" + server.port() + "/_api/abc/prod/shop-bucket");
        assertThat(server.get("/shop-bucket?list-type=2").statusCode()).isEqualTo(200);
        assertThat(up()).contains("Stack shop: nothing to change.").doesNotContain("Started");
        assertThat(run(0, "stacks")).containsPattern("shop +CREATE_COMPLETE +1 ");

        server.send(HttpRequest.newBuilder(URI.create(server.url() + "/shop-bucket/key"))
                .PUT(HttpRequest.BodyPublishers.ofString("one"))
                .build());
        assertThat(run(1, "down", "shop")).contains("FAILED: Bucket", "Bucket shop-bucket is not empty");
        assertThat(run(0, "down", "shop", "--empty-buckets")).contains("Stack shop is gone");
        assertThat(server.get("/shop-bucket?list-type=2").statusCode()).isEqualTo(404);

        assertThat(run(0, "stop", "--data", data())).contains("Stopped the server");
        assertThat(folder.resolve("data/server.pid")).doesNotExist();
        assertThat(run(1, "stacks")).contains("No server answers");
    }

    @Test
    void aDeployThatFailsIsUndoneAndSaysWhyAndTheNextOneBeginsAnew() {
        assertThat(up("--param", "Name=shop-bucket", "--stack", "first")).contains("CREATE_COMPLETE");
        assertThat(run(1, arguments("--param", "Name=shop-bucket", "--stack", "second")))
                .contains("FAILED: Bucket (AWS::S3::Bucket) CREATE_FAILED")
                .contains("Stack second is ROLLBACK_COMPLETE");
        assertThat(up("--param", "Name=other-bucket", "--stack", "second"))
                .contains("Stack second is ROLLBACK_COMPLETE: it is deleted and made again.")
                .contains("Stack second is CREATE_COMPLETE");
    }

    @Test
    void whatIsChangedIsDeployedAgainUntilCtrlC() throws IOException {
        try (MillraceCommand watch = new MillraceCommand(server, arguments("--param", "Name=shop-bucket", "--watch"))) {
            assertThat(Poll.until(() -> !watch.isAlive() || watch.printed().contains("Watching")))
                    .isTrue();
            Files.writeString(template, "Resources: [");
            assertThat(Poll.until(() -> watch.printed().contains("cannot be read")))
                    .isTrue();
            Files.writeString(template, TEMPLATE.replace("Outputs:", "  Second: {Type: AWS::S3::Bucket}\nOutputs:"));
            assertThat(Poll.until(() -> watch.printed().contains("Stack shop is UPDATE_COMPLETE")))
                    .as(watch.printed())
                    .isTrue();
            assertThat(watch.isAlive()).isTrue();
        }
        assertThat(run(0, "stacks")).containsPattern("shop +UPDATE_COMPLETE +2 ");
    }

    private String up(String... more) {
        return run(0, arguments(more));
    }

    private String[] arguments(String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {"up", template.toString(), "--data", data(), "--port", Integer.toString(server.port())},
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return arguments;
    }

    private String run(int status, String... arguments) {
        try (MillraceCommand command = new MillraceCommand(server, arguments)) {
            int ended = command.await();
            assertThat(ended).as(command.printed() + said()).isEqualTo(status);
            return command.printed();
        }
    }

    /// What the server in the background has said, for a test that fails.
    private String said() {
        Path log = folder.resolve("data/server.log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
