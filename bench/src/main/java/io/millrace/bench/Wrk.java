package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The load: `wrk`, from the system's packages, because it takes less of the machine than any client of ours would.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("\\s(50|99)%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET = Pattern.compile("Socket errors: (.*)");

    private Wrk() {}

    /// What one run showed.
    ///
    /// @param perSecond requests answered per second
    /// @param p50Millis median latency
    /// @param p99Millis 99th percentile
    record Result(double perSecond, double p50Millis, double p99Millis) {}

    /// Sends one request again and again over some connections for some seconds.
    ///
    /// @param url of the server
    static Result run(String url, Request request, int connections, int seconds)
            throws IOException, InterruptedException {
        Path script = Files.createTempFile("millrace-bench", ".lua");
        try {
            Files.writeString(script, request.lua());
            List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
            command.addAll(List.of("--latency", "--timeout", "10s", "-s", script.toString(), url + request.path()));
            return parse(Command.output(command));
        } finally {
            Files.delete(script);
        }
    }

    private static Result parse(String output) {
        Matcher bad = BAD.matcher(output);
        if (bad.find()) {
            throw new IllegalStateException(bad.group(1) + " requests were refused:\n" + output);
        }
        Matcher socket = SOCKET.matcher(output);
        if (socket.find()) {
            throw new IllegalStateException("Socket errors: " + socket.group(1));
        }
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("wrk printed no rate:\n" + output);
        }
        double p50 = 0;
        double p99 = 0;
        Matcher latency = LATENCY.matcher(output);
        while (latency.find()) {
            double millis = Double.parseDouble(latency.group(2)) * unit(latency.group(3));
            if (latency.group(1).equals("50")) {
                p50 = millis;
            } else {
                p99 = millis;
            }
        }
        return new Result(Double.parseDouble(rate.group(1)), p50, p99);
    }

    private static double unit(String unit) {
        return switch (unit) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1000;
        };
    }

    /// The request that is sent.
    ///
    /// @param method in upper case
    /// @param path behind the server's URL
    /// @param headers by name
    /// @param body its JSON, of ASCII
    /// @param numbers a Lua expression for the number that stands for each `@` of the body, a new one for each
    /// request;
    /// empty when the body is always the same
    record Request(String method, String path, Map<String, String> headers, String body, String numbers) {
        Request(String method, String path, Map<String, String> headers, String body) {
            this(method, path, headers, body, "");
        }

        /// This request with 1, 2, 3… for each `@` of its body.
        ///
        /// @param first what the numbers begin at
        Request counting(long first) {
            return new Request(method, path, headers, body, first + " + requests");
        }

        /// This request with a number from 1 to `count` for each `@` of its body.
        Request drawing(long count) {
            return new Request(method, path, headers, body, "math.random(" + count + ")");
        }

        /// An action of one of AWS's JSON services, signed in form.
        static Request action(String target, String body) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/x-amz-json-1.1");
            headers.put("X-Amz-Target", target);
            headers.put(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/firehose/aws4_request, "
                            + "SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64));
            return new Request("POST", "/", headers, body);
        }

        String lua() {
            StringBuilder lua = new StringBuilder("wrk.method = \"" + method + "\"\n");
            headers.forEach((name, value) -> lua.append("wrk.headers[\"")
                    .append(name)
                    .append("\"] = \"")
                    .append(value)
                    .append("\"\n"));
            lua.append("wrk.body = '").append(body).append("'\n");
            if (!numbers.isEmpty()) {
                lua.append("""
                        local requests = 0
                        function request()
                          requests = requests + 1
                          return wrk.format(nil, nil, nil, (string.gsub(wrk.body, "@", string.format("%%d", %s))))
                        end
                        """.formatted(numbers));
            }
            return lua.toString();
        }
    }
}
