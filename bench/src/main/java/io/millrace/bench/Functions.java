package io.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions of a server under test, over one connection. One thread.
final class Functions implements AutoCloseable {
    private static final Pattern DURATION = Pattern.compile("\tDuration: ([0-9.]+) ms");
    private static final byte[] EVENT = "{\"hello\":\"world\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int MEMORY_MEGABYTES = 512;

    private final Loopback connection;

    Functions(int port) throws IOException {
        connection = new Loopback(port);
    }

    /// @param totalMillis from the request to its answer
    /// @param runtimeMillis of it, from the call's way to the process until the process has answered: the Runtime
    /// API's
    /// round trip and the handler, as the line REPORT says it
    record Invoked(double totalMillis, double runtimeMillis) {}

    /// Whether the machine can run it; says so when it cannot.
    boolean create(String name, FunctionCode code) throws IOException {
        String body = """
                {"FunctionName":"%s","Runtime":"%s","Handler":"%s","Role":"arn:aws:iam::000000000000:role/bench",
                 "Timeout":60,"MemorySize":%d,"Code":{"ZipFile":"%s"}}""".formatted(
                        name,
                        code.runtime(),
                        code.handler(),
                        MEMORY_MEGABYTES,
                        Base64.getEncoder().encodeToString(code.zip()));
        try {
            connection.send(
                    "POST",
                    "/2015-03-31/functions",
                    Map.of("Content-Type", "application/json"),
                    body.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IllegalStateException refused) {
            System.out.printf("%-14s left out: %s%n", code.title(), refused.getMessage());
            return false;
        }
    }

    Invoked invoke(String name) throws IOException {
        long begun = System.nanoTime();
        Loopback.Answer answer = connection.send(
                "POST",
                "/2015-03-31/functions/" + name + "/invocations",
                Map.of("Content-Type", "application/json", "X-Amz-Log-Type", "Tail"),
                EVENT);
        double totalMillis = (System.nanoTime() - begun) / 1e6;
        String log = new String(
                Base64.getDecoder().decode(answer.headers().getOrDefault("x-amz-log-result", "")),
                StandardCharsets.UTF_8);
        Matcher duration = DURATION.matcher(log);
        if (!answer.text().equals("1") || !duration.find()) {
            throw new IllegalStateException(name + " answered " + answer.text() + " and logged:\n" + log);
        }
        return new Invoked(totalMillis, Double.parseDouble(duration.group(1)));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
