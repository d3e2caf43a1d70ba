package io.millrace.server.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;

/// What AWS's own Java client sees.
class LogsSdkTest {
    private static final String GROUP = "/aws/lambda/enrich";
    private static final String ARN = "arn:aws:logs:eu-west-1:000000000000:log-group:" + GROUP;
    private static final long NOW = LogsTestServer.NOW.toEpochMilli();

    @TempDir
    Path folder;

    private LogsTestServer server;
    private CloudWatchLogsClient logs;

    @BeforeEach
    void open() {
        server = new LogsTestServer(folder);
        logs = server.client();
        logs.createLogGroup(b -> b.logGroupName(GROUP));
        logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("s"));
    }

    @AfterEach
    void close() {
        logs.close();
        server.close();
    }

    @Test
    void groupsAreMadeDescribedAndDeleted() {
        logs.createLogGroup(b -> b.logGroupName("/other").tags(Map.of("team", "shop")));
        logs.putRetentionPolicy(b -> b.logGroupName("/other").retentionInDays(14));

        assertThat(logs.describeLogGroupsPaginator(b -> b.limit(1)).logGroups())
                .extracting(LogGroup::logGroupName)
                .containsExactly(GROUP, "/other");
        LogGroup other = groups("/oth").logGroups().getFirst();
        assertThat(other.retentionInDays()).isEqualTo(14);
        assertThat(other.creationTime()).isEqualTo(NOW);
        assertThat(other.arn()).isEqualTo(other.logGroupArn() + ":*").endsWith("log-group:/other:*");
        assertThat(logs.describeLogGroups(b -> b.logGroupNamePattern("enri")).logGroups())
                .hasSize(1);
        logs.deleteRetentionPolicy(b -> b.logGroupName("/other"));
        assertThat(groups("/oth").logGroups().getFirst().retentionInDays()).isNull();
        logs.deleteLogGroup(b -> b.logGroupName("/other"));
        assertThat(groups("/oth").logGroups()).isEmpty();
    }

    @Test
    void errorsHaveAwsNamesAndWords() {
        fails(
                () -> logs.createLogGroup(b -> b.logGroupName(GROUP)),
                "ResourceAlreadyExistsException",
                "The specified log group already exists");
        fails(
                () -> logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("s")),
                "ResourceAlreadyExistsException",
                "The specified log stream already exists");
        fails(
                () -> logs.deleteLogGroup(b -> b.logGroupName("none")),
                "ResourceNotFoundException",
                "The specified log group does not exist.");
        fails(
                () -> logs.getLogEvents(b -> b.logGroupName(GROUP).logStreamName("none")),
                "ResourceNotFoundException",
                "The specified log stream does not exist.");
        fails(() -> logs.createLogGroup(b -> b.logGroupName("a b")), "InvalidParameterException", "logGroupName");
        fails(
                () -> logs.createLogGroup(b -> b.logGroupName("a").kmsKeyId("k")),
                "InvalidParameterException",
                "kmsKeyId: not supported");
        fails(
                () -> logs.startQuery(
                        b -> b.logGroupName(GROUP).startTime(0L).endTime(1L).queryString("fields @message")),
                "InvalidParameterException",
                "StartQuery is not supported by Millrace");
        fails(
                () -> logs.filterLogEvents(b -> b.logGroupName(GROUP).filterPattern("[a, b]")),
                "InvalidParameterException",
                "words in a row");
        fails(
                () -> logs.putRetentionPolicy(b -> b.logGroupName(GROUP).retentionInDays(2)),
                "InvalidParameterException",
                "retentionInDays: 2");
    }

    @Test
    void streamsAreDescribedByNameAndByTime() {
        logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("r"));
        put("s", event(-5_000, "old"));
        put("r", event(-1_000, "newer"), event(-500, "newest"));

        assertThat(logs.describeLogStreamsPaginator(
                                b -> b.logGroupIdentifier(ARN).limit(1))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("r", "s");
        List<LogStream> byTime = new ArrayList<>();
        logs.describeLogStreamsPaginator(b -> b.logGroupName(GROUP)
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .descending(true)
                        .limit(1))
                .logStreams()
                .forEach(byTime::add);
        assertThat(byTime).extracting(LogStream::logStreamName).containsExactly("r", "s");
        assertThat(byTime.getFirst().firstEventTimestamp()).isEqualTo(NOW - 1_000);
        assertThat(byTime.getFirst().lastEventTimestamp()).isEqualTo(NOW - 500);
        assertThat(byTime.getFirst().lastIngestionTime()).isEqualTo(NOW);
        assertThat(byTime.getFirst().arn()).isEqualTo(ARN + ":log-stream:r");
        logs.deleteLogStream(b -> b.logGroupName(GROUP).logStreamName("r"));
        assertThat(logs.describeLogStreams(b -> b.logGroupName(GROUP).logStreamNamePrefix("r"))
                        .logStreams())
                .isEmpty();
    }

    @Test
    void eventsAreReadBothWaysAndTokensRepeatAtTheEnd() {
        for (int i = 0; i < 10; i++) {
            put("s", event(-100 + i, "m" + i));
        }
        List<String> forward = new ArrayList<>();
        GetLogEventsResponse page = get(true, null);
        while (!page.events().isEmpty()) {
            page.events().stream().map(OutputLogEvent::message).forEach(forward::add);
            page = get(true, page.nextForwardToken());
        }
        assertThat(forward).hasSize(10).startsWith("m0").endsWith("m9").doesNotHaveDuplicates();
        assertThat(page.nextForwardToken())
                .startsWith("f/")
                .isEqualTo(get(true, page.nextForwardToken()).nextForwardToken());

        List<String> backward = new ArrayList<>();
        page = get(false, null);
        while (!page.events().isEmpty()) {
            page.events().reversed().stream().map(OutputLogEvent::message).forEach(backward::add);
            page = get(false, page.nextBackwardToken());
        }
        assertThat(backward.reversed()).isEqualTo(forward);
        assertThat(page.nextBackwardToken())
                .startsWith("b/")
                .isEqualTo(get(false, page.nextBackwardToken()).nextBackwardToken());
        assertThat(logs.getLogEvents(b -> b.logGroupIdentifier(GROUP)
                                .logStreamName("s")
                                .startTime(NOW - 98)
                                .endTime(NOW - 96)
                                .startFromHead(true))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("m2", "m3");
    }

    @Test
    void eventsAreFilteredOverAllStreams() {
        logs.createLogStream(b -> b.logGroupName(GROUP).logStreamName("t"));
        put("s", event(-30, "{\"level\":\"warn\",\"n\":1}"), event(-10, "ERROR two"));
        put("t", event(-20, "{\"level\":\"warn\",\"n\":9}"), event(-5, "fine"));

        assertThat(filter("")).extracting(FilteredLogEvent::logStreamName).containsExactly("s", "t", "s", "t");
        assertThat(filter("")).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
        assertThat(filter("{ $.level = \"w*\" && $.n > 5 }"))
                .extracting(FilteredLogEvent::timestamp)
                .containsExactly(NOW - 20);
        assertThat(filter("?ERROR ?fine")).hasSize(2);
        FilterLogEventsResponse narrow = logs.filterLogEvents(b ->
                b.logGroupName(GROUP).logStreamNames("t").startTime(NOW - 20).endTime(NOW - 5));
        assertThat(narrow.events()).hasSize(2);
        assertThat(narrow.nextToken()).isNull();
        assertThat(logs.filterLogEvents(b -> b.logGroupName(GROUP).logStreamNamePrefix("s"))
                        .events())
                .hasSize(2);
    }

    @Test
    void eventsOutOfTheirTimeAreLeftOutAndSaidToBe() {
        PutLogEventsResponse late = put("s", event(Duration.ofHours(-1), "kept"), event(Duration.ofHours(3), "ahead"));
        assertThat(late.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(1);
        assertThat(late.nextSequenceToken()).hasSize(56);
        PutLogEventsResponse old = put("s", event(Duration.ofDays(-15), "old"));
        assertThat(old.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        logs.putRetentionPolicy(b -> b.logGroupName(GROUP).retentionInDays(1));
        PutLogEventsResponse expired =
                put("s", event(Duration.ofHours(-25), "expired"), event(Duration.ofHours(-2), "kept"));
        assertThat(expired.rejectedLogEventsInfo().expiredLogEventEndIndex()).isEqualTo(1);
        assertThat(expired.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isNull();
        assertThat(filter("")).extracting(FilteredLogEvent::message).containsExactly("kept", "kept");
    }

    @Test
    void batchesThatAwsRefusesAreRefused() {
        fails(() -> put("s", event(-1, "b"), event(-2, "a")), "InvalidParameterException", "chronological");
        fails(
                () -> put("s", event(Duration.ofHours(-25), "b"), event(-2, "a")),
                "InvalidParameterException",
                "24 hours");
        fails(
                () -> put("s", event(-1, "x".repeat(1 << 20))),
                "InvalidParameterException",
                "Upload too large: 1048602 bytes exceeds limit of 1048576");
        fails(() -> put("none", event(-1, "x")), "ResourceNotFoundException", "log stream");
    }

    @Test
    @SuppressWarnings("deprecation")
    void tagsAreKeptByBothGenerationsOfOperations() {
        logs.tagResource(b -> b.resourceArn(ARN).tags(Map.of("a", "1", "b", "2")));
        logs.untagResource(b -> b.resourceArn(ARN).tagKeys("a"));
        assertThat(logs.listTagsForResource(b -> b.resourceArn(ARN)).tags()).isEqualTo(Map.of("b", "2"));
        logs.tagLogGroup(b -> b.logGroupName(GROUP).tags(Map.of("c", "3")));
        logs.untagLogGroup(b -> b.logGroupName(GROUP).tags("b"));
        assertThat(logs.listTagsLogGroup(b -> b.logGroupName(GROUP)).tags()).isEqualTo(Map.of("c", "3"));
    }

    @Test
    void afterARestartEverythingIsAsItWas() {
        put("s", event(-2, "a"), event(-1, "b"));
        List<LogStream> before =
                logs.describeLogStreams(b -> b.logGroupName(GROUP)).logStreams();
        List<FilteredLogEvent> events = filter("");
        close();
        server = new LogsTestServer(folder);
        logs = server.client();

        assertThat(logs.describeLogStreams(b -> b.logGroupName(GROUP)).logStreams())
                .isEqualTo(before);
        assertThat(filter("")).hasSize(2).isEqualTo(events);
    }

    private DescribeLogGroupsResponse groups(String prefix) {
        return logs.describeLogGroups(b -> b.logGroupNamePrefix(prefix));
    }

    private GetLogEventsResponse get(boolean fromHead, String token) {
        return logs.getLogEvents(b -> b.logGroupName(GROUP)
                .logStreamName("s")
                .startFromHead(fromHead)
                .limit(3)
                .nextToken(token));
    }

    private List<FilteredLogEvent> filter(String pattern) {
        List<FilteredLogEvent> found = new ArrayList<>();
        logs.filterLogEventsPaginator(
                        b -> b.logGroupName(GROUP).filterPattern(pattern).limit(1))
                .events()
                .forEach(found::add);
        return found;
    }

    private PutLogEventsResponse put(String stream, InputLogEvent... events) {
        return logs.putLogEvents(
                b -> b.logGroupName(GROUP).logStreamName(stream).logEvents(events));
    }

    private static InputLogEvent event(Duration fromNow, String message) {
        return event(fromNow.toMillis(), message);
    }

    private static InputLogEvent event(long millisFromNow, String message) {
        return InputLogEvent.builder()
                .timestamp(Instant.ofEpochMilli(NOW + millisFromNow).toEpochMilli())
                .message(message)
                .build();
    }

    private static void fails(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }
}
