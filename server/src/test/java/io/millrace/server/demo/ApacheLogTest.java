package io.millrace.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApacheLogTest {
    private static final String LINE = "192.0.2.7 - ann [17/May/2015:10:05:03 +0200] \"GET /a?b=c HTTP/1.1\" 200 2326 "
            + "\"http://www.example.com/\" \"Agent \\\"quoted\\\" 1.0\"";

    @TempDir
    Path folder;

    @Test
    void theSamePathStandsForTheSameMysfitAndAddressAndBrowserForTheVisitor() {
        Click click = ApacheLog.parse(LINE).orElseThrow();
        assertThat(ApacheLog.parse(LINE.replace("17/May", "18/May")).orElseThrow())
                .isEqualTo(click);
        assertThat(Mysfit.CATALOGUE).map(Mysfit::mysfitId).contains(click.mysfitId());
        assertThat(ApacheLog.parse(LINE.replace("/a?b=c", "/b")).orElseThrow())
                .returns(click.userId(), Click::userId)
                .isNotEqualTo(click);
        assertThat(ApacheLog.parse(LINE.replace("192.0.2.7", "192.0.2.8"))
                        .orElseThrow()
                        .userId())
                .isNotEqualTo(click.userId());
    }

    @Test
    void anAnswerWithoutABodyIsAClickToo() {
        assertThat(ApacheLog.parse(LINE.replace(" 2326 ", " - "))).isPresent();
    }

    @Test
    void aLineThatWasCutOffInTheAgentIsRead() {
        assertThat(ApacheLog.parse(LINE.substring(0, LINE.length() - 1))).isPresent();
    }

    @Test
    void plainAndGzipReadTheSame() throws IOException {
        Path plain = Files.writeString(folder.resolve("access.log"), LINE + "\nno log line\n" + LINE + "\n");
        Path packed = folder.resolve("access.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        List<Click> clicks = ApacheLog.read(plain);
        assertThat(clicks).hasSize(2);
        assertThat(ApacheLog.read(packed)).isEqualTo(clicks);
    }

    @Test
    void aFileWithoutAnyClickIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("not.log"), "hello\n");
        assertThatThrownBy(() -> ApacheLog.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Apache");
    }

    @Test
    void aVeryLongLineIsReadWithoutExhaustingTheStack() {
        String agent = "\\\"x".repeat(100_000);
        assertThat(ApacheLog.parse(LINE.replace("Agent", agent))).isPresent();
    }

    @Property
    void anyLineIsReadOrLeftOut(@ForAll String line) {
        assertThat(ApacheLog.parse(line)).isNotNull();
    }

    @Test
    void aClickIsWhatTheSiteSends() {
        assertThat(new Click("guest", "m-01").json()).isEqualTo("{\"userId\":\"guest\",\"mysfitId\":\"m-01\"}");
    }
}
