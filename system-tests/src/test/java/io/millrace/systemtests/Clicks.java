package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stack of `examples/mysfits/clicks/template.yaml` when it is there: a click goes in by curl, a line comes out.
final class Clicks {
    static final Path TEMPLATE = MillraceProcess.root().resolve("examples/mysfits/clicks/template.yaml");
    private static final String CLICK = "{\"userId\":\"guest\",\"mysfitId\":\"ev-1\"}";
    private static final String LINE =
            "{\"userId\":\"guest\",\"mysfitId\":\"ev-1\",\"species\":\"Chimera\",\"goodevil\":\"Good\",\"lawchaos\":\"Lawful\"}";
    private static final Pattern API = Pattern.compile("https?://([a-z0-9]+)\\.execute-api\\.[^/]+/(\\S+)");

    private Clicks() {}

    /// What the stack is told, as the command lines of AWS want it: delivered as soon as a click is there.
    static List<String> parameters(StubMysfits service) {
        return List.of("MysfitsApiUrl=" + service.url(), "BufferSeconds=0");
    }

    /// Where the API answers here that an output gives the address of at AWS.
    static String here(MillraceProcess server, String output) {
        Matcher address = API.matcher(output);
        assertThat(address.matches()).as(output).isTrue();
        return server.url() + "/_api/" + address.group(1) + "/" + address.group(2);
    }

    /// Puts one click by curl; it must come to lie in the bucket, enriched and once, beside those before it.
    ///
    /// @param lines how many clicks the bucket then has
    static void becomeLines(MillraceProcess server, Path folder, String url, String bucket, int lines)
            throws IOException, InterruptedException {
        String said = ProgramRun.passes(
                server,
                folder,
                Map.of(),
                List.of("curl", "-sS", "-X", "PUT", "-H", "Content-Type: application/json", "-d", CLICK, url));
        assertThat(said).startsWith("{\"recordId\": ");
        assertThat(Poll.until(() -> Streams.delivered(server, bucket).size() >= lines))
                .isTrue();
        assertThat(Streams.delivered(server, bucket)).hasSize(lines).containsOnly(LINE);
    }

    /// The template with its code where `aws cloudformation package` would have put it.
    static Path packaged(Path to, String bucket, String key) throws IOException {
        String template = Files.readString(TEMPLATE);
        String packaged = template.replace("target/mysfits-clicks.jar", "s3://" + bucket + "/" + key);
        assertThat(packaged).isNotEqualTo(template);
        return Files.writeString(to, packaged);
    }
}
