package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `millrace logs` as a user calls it, of functions that print.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FunctionLogsIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z ";

    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(new MillraceProcess(folder.resolve("data")));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void whatAFunctionPrintsIsShownBetweenTheLinesOfItsCall() {
        cloud.create("teller", Functions.node("index.say"), Map.of());
        String requestId = say("teller", "once upon a time");
        String printed = run("logs", "teller");
        List<String> messages =
                printed.lines().map(line -> line.replaceFirst("^" + TIME, "")).toList();
        assertThat(printed.lines()).allMatch(line -> line.matches(TIME + ".*"));
        int start = messages.indexOf("START RequestId: " + requestId + " Version: $LATEST");
        int end = messages.indexOf("END RequestId: " + requestId);
        assertThat(start).as(printed).isNotNegative();
        assertThat(messages.subList(start + 1, end))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains(requestId, "out: once upon a time"),
                        line -> assertThat(line).contains(requestId, "err: once upon a time"));
        assertThat(messages.get(end + 1)).startsWith("REPORT RequestId: " + requestId);
        say("teller", "the end");
        assertThat(run("logs", "teller", "--filter", "\"out: the end\"").lines())
                .singleElement()
                .asString()
                .endsWith("out: the end");
    }

    /// The order of the steps: it shows what was there, then waits, then shows what comes.
    @Test
    void logsAreFollowedAsTheyCome() {
        cloud.create("speaker", Functions.node("index.say"), Map.of());
        say("speaker", "before");
        try (MillraceCommand follow = new MillraceCommand(cloud.server(), "logs", "speaker", "-f")) {
            assertThat(Poll.until(() -> follow.printed().contains("out: before")))
                    .as(follow.printed())
                    .isTrue();
            for (String word : List.of("first", "second")) {
                say("speaker", word);
                assertThat(Poll.until(() -> follow.printed().contains("out: " + word)))
                        .as(follow.printed())
                        .isTrue();
            }
            assertThat(follow.isAlive()).isTrue();
            assertThat(follow.printed().split("out: first", -1)).hasSize(2);
        }
    }

    @Test
    void aFunctionThatNeverPrintedIsNamed() {
        try (MillraceCommand command = new MillraceCommand(cloud.server(), "logs", "nobody")) {
            assertThat(command.await()).isNotZero();
            assertThat(command.printed()).contains("/aws/lambda/nobody");
        }
    }

    private static String say(String name, String text) {
        return cloud.invoke(name, "{\"text\":\"" + text + "\"}")
                .responseMetadata()
                .requestId();
    }

    private static String run(String... arguments) {
        try (MillraceCommand command = new MillraceCommand(cloud.server(), arguments)) {
            assertThat(command.await()).as(command.printed()).isZero();
            return command.printed();
        }
    }
}
