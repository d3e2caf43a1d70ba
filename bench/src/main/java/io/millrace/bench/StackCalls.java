package io.millrace.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stacks of a server under test, by CloudFormation's API, over one connection. One thread.
final class StackCalls implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("<StackStatus>([A-Z_]+)</StackStatus>");
    private static final Pattern ID = Pattern.compile("<StackId>([^<]+)</StackId>");
    private static final Pattern REASON = Pattern.compile("<StackStatusReason>([^<]+)</StackStatusReason>");
    private static final String TEMPLATES = "bench-templates";
    private static final int POLL_MILLIS = 5;

    private final Loopback connection;

    StackCalls(ServerProcess server) throws IOException {
        connection = new Loopback(server.port());
        connection.send("PUT", "/" + TEMPLATES, authorization("s3"), new byte[0]);
    }

    /// Puts a template where stacks can be made of it: one in a call may have 51,200 bytes only.
    ///
    /// @return its address
    String upload(String name, String template) throws IOException {
        byte[] bytes = template.getBytes(StandardCharsets.UTF_8);
        connection.send("PUT", "/" + TEMPLATES + "/" + name, authorization("s3"), bytes);
        return "https://s3.us-east-1.amazonaws.com/" + TEMPLATES + "/" + name;
    }

    /// Seconds until the stack is made.
    double create(String stack, String templateUrl) throws IOException, InterruptedException {
        return change("CreateStack", stack, Map.of("TemplateURL", templateUrl));
    }

    double update(String stack, String templateUrl) throws IOException, InterruptedException {
        return change("UpdateStack", stack, Map.of("TemplateURL", templateUrl));
    }

    double delete(String stack) throws IOException, InterruptedException {
        return change("DeleteStack", stack, Map.of());
    }

    private double change(String action, String stack, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>(more);
        parameters.put("StackName", stack);
        parameters.put("Capabilities.member.1", "CAPABILITY_IAM");
        boolean deletes = action.equals("DeleteStack");
        if (deletes) {
            parameters.remove("Capabilities.member.1");
        }
        // By its id it is still described when it is deleted.
        String known = deletes ? id(call("DescribeStacks", Map.of("StackName", stack))) : "";
        long begun = System.nanoTime();
        String answer = call(action, parameters);
        String id = deletes ? known : id(answer);
        while (true) {
            String status = status(call("DescribeStacks", Map.of("StackName", id)));
            if (!status.endsWith("_IN_PROGRESS")) {
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (!status.matches("(CREATE|UPDATE|DELETE)_COMPLETE")) {
                    throw new IllegalStateException(action + " ended as " + status + ": " + reasons(id));
                }
                return seconds;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private List<String> reasons(String stack) throws IOException {
        return REASON.matcher(call("DescribeStacks", Map.of("StackName", stack)))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /// Seconds until the server says that there is nothing to change.
    double updateNothing(String stack, String templateUrl) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try {
            update(stack, templateUrl);
        } catch (IllegalStateException refused) {
            if (refused.getMessage().contains("No updates are to be performed")) {
                return (System.nanoTime() - begun) / 1e9;
            }
            throw refused;
        }
        throw new IllegalStateException("An update without a change was done");
    }

    /// Any action.
    String call(String action, Map<String, String> parameters) throws IOException {
        StringBuilder form = new StringBuilder("Version=2010-05-15&Action=" + action);
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Map<String, String> headers = new LinkedHashMap<>(authorization("cloudformation"));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return connection
                .send("POST", "/", headers, form.toString().getBytes(StandardCharsets.UTF_8))
                .text();
    }

    private static Map<String, String> authorization(String service) {
        return Map.of(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private static String status(String answer) {
        return found(STATUS, answer);
    }

    private static String id(String answer) {
        return found(ID, answer);
    }

    private static String found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + answer);
        }
        return matcher.group(1);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
