package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The README's first command, as a stranger runs it: the stack of clicks with traffic. The demo itself compares what
/// it
/// sent with what lies in the bucket and fails when a click is missing, there twice, or not enriched.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoIT {
    private static final Pattern SERVER = Pattern.compile("Millrace listens on http://127\\.0\\.0\\.1:(\\d+)");
    private static final String LOG = """
            83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /images/a.png HTTP/1.1" 200 203023 "-" "Mozilla/5.0"
            83.149.9.216 - - [17/May/2015:10:05:43 +0000] "GET /images/b.png HTTP/1.1" 304 - "http://a/" "Mozilla/5.0"
            this line is of no request
            24.236.252.67 - - [17/May/2015:10:05:40 +0000] "GET /favicon.ico HTTP/1.1" 200 3638 "-" "Opera/9.8"
            """;

    @TempDir
    Path folder;

    @Test
    void everyClickIsFoundOnceAndTheServerIsGoneAfterwards() throws Exception {
        String printed = demo();
        assertThat(printed)
                .contains("Stack clicks with", "exactly once, with the kind of its mysfit")
                .doesNotContain("WRONG");
        Matcher port = SERVER.matcher(printed);
        assertThat(port.find()).as(printed).isTrue();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(
                        () -> new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))).close());
    }

    @Test
    void theClicksOfAnAccessLogAreTaken() throws Exception {
        Path log = Files.writeString(folder.resolve("access.log"), LOG);
        assertThat(demo("--input", log.toString()))
                .contains("3 clicks of real visitors, from " + log)
                .contains("each of the 3 clicks lies in the bucket exactly once");
    }

    private String demo(String... options) throws Exception {
        Path output = folder.resolve("demo.out");
        List<String> command = new ArrayList<>(
                List.of(MillraceProcess.root().resolve("millrace").toString(), "demo"));
        command.addAll(List.of(options));
        Process demo = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = demo.waitFor(100, TimeUnit.SECONDS);
        if (!ended) {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
