package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `examples/mysfits/clicks/template.yaml` by `./millrace up`, from the first click to nothing left.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StackIT {
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/_api/\\S+/clicks");

    @TempDir
    Path folder;

    private MillraceProcess server;
    private Estate estate;
    private StubMysfits service;

    @BeforeEach
    void start() throws Exception {
        ClientPrograms.skipWithout(List.of("curl", "--version"));
        service = new StubMysfits();
        server = new MillraceProcess(folder.resolve("data")).start();
        estate = new Estate(server);
    }

    @AfterEach
    void stop() {
        service.close();
        estate.close();
        server.close();
    }

    @Test
    void clicksAreDeliveredOnceThroughUpdatesAndDownLeavesNothing() throws Exception {
        String printed = up();
        Matcher url = URL.matcher(printed);
        assertThat(url.find()).as(printed).isTrue();
        SortedMap<String, List<String>> made = mine();
        String bucket = made.get("AWS::S3::Bucket").getFirst();
        Clicks.becomeLines(server, folder, url.group(), bucket, 1);
        Map<String, List<String>> worked = mine();

        assertThat(up()).contains("nothing to change");
        assertThat(mine()).isEqualTo(worked);

        assertThat(up("--param", "BufferSeconds=1")).contains("UPDATE_COMPLETE", url.group());
        assertThat(mine()).isEqualTo(worked);
        assertThat(intervalSeconds()).isEqualTo(1);
        Clicks.becomeLines(server, folder, url.group(), bucket, 2);

        run("down", "clicks", "--empty-buckets");
        // As at AWS, the log group that the function's calls made stays: no template names it.
        assertThat(mine())
                .isEqualTo(Map.of(
                        "AWS::Logs::LogGroup",
                        List.of("/aws/lambda/"
                                + made.get("AWS::Lambda::Function").getFirst())));
    }

    @Test
    void aFunctionsUrlInAnOutputHasThePortThatAnswers() throws Exception {
        Path template = Files.writeString(folder.resolve("url.yaml"), """
                Resources:
                  Hello:
                    Type: AWS::Lambda::Function
                    Properties:
                      Runtime: python3.12
                      Handler: index.handler
                      Role: arn:aws:iam::000000000000:role/hello
                      Code: {ZipFile: "def handler(event, context): return 'hello'"}
                  Address:
                    Type: AWS::Lambda::Url
                    Properties: {AuthType: NONE, TargetFunctionArn: !GetAtt Hello.Arn}
                Outputs:
                  Address: {Value: !GetAtt Address.FunctionUrl}
                """);

        assertThat(run("up", template.toString(), "--port", Integer.toString(server.port())))
                .containsPattern("lambda-url\\.us-east-1\\.localhost:" + server.port() + "/");
    }

    private int intervalSeconds() {
        String stream =
                estate.firehose.listDeliveryStreams().deliveryStreamNames().getFirst();
        return estate.firehose
                .describeDeliveryStream(r -> r.deliveryStreamName(stream))
                .deliveryStreamDescription()
                .destinations()
                .getFirst()
                .extendedS3DestinationDescription()
                .bufferingHints()
                .intervalInSeconds();
    }

    /// All that there is, but for the bucket that `up` keeps code in.
    private SortedMap<String, List<String>> mine() {
        SortedMap<String, List<String>> ids = estate.ids();
        ids.computeIfPresent("AWS::S3::Bucket", (type, buckets) -> {
            List<String> others = buckets.stream()
                    .filter(bucket -> !bucket.startsWith("millrace-assets-"))
                    .toList();
            return others.isEmpty() ? null : others;
        });
        return ids;
    }

    private String up(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("up", Clicks.TEMPLATE.toString(), "--port", Integer.toString(server.port())));
        if (more.length == 0) {
            Clicks.parameters(service).forEach(parameter -> arguments.addAll(List.of("--param", parameter)));
        }
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private String run(String... arguments) {
        try (MillraceCommand command = new MillraceCommand(server, arguments)) {
            assertThat(command.await()).as(command.printed()).isZero();
            return command.printed();
        }
    }
}
