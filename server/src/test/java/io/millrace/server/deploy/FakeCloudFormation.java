package io.millrace.server.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;

/// Enough of CloudFormation and S3 over HTTP to see what a deploy asks for and does with the answers: one stack, whose
/// events are a script that each look at them takes one step further.
public final class FakeCloudFormation implements AutoCloseable {
    public static final String STACK_ID = "arn:aws:cloudformation:us-east-1:000000000000:stack/clicks/1";

    /// Calls in order: action and what of its parameters is of interest, or method and path.
    public final List<String> calls = new ArrayList<>();

    /// The parameters of the last call of each action.
    public final Map<String, Map<String, String>> last = new LinkedHashMap<>();

    /// What lies in buckets, by `bucket/key`.
    public final Map<String, byte[]> objects = new LinkedHashMap<>();

    /// Parts of an XML that describes the stack; empty when there is none.
    public Optional<String> stack = Optional.empty();

    /// The page by which a server of ours is known.
    public String health = "";

    /// Refusals by action: code and message.
    public final Map<String, List<String>> refusals = new LinkedHashMap<>();

    private String outputs = "";
    private final Queue<List<String>> script = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final HttpServer server;

    public FakeCloudFormation() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /// A stack that is there.
    public void have(String status, String... outputs) {
        stack = Optional.of(status);
        this.outputs = Arrays.stream(outputs)
                .map(output -> output.split("=", 2))
                .map(pair -> "<member><OutputKey>" + pair[0] + "</OutputKey><OutputValue>" + pair[1]
                        + "</OutputValue></member>")
                .collect(Collectors.joining());
    }

    /// Events that the next look finds beside the earlier ones: `LogicalId STATUS reason`; those of `clicks` are the
    /// stack's.
    public void thenHappens(String... lines) {
        script.add(List.of(lines));
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        if (path.equals("/_millrace/health")) {
            send(exchange, 200, health);
        } else if (path.equals("/")) {
            answerCall(exchange, form(new String(body, StandardCharsets.UTF_8)));
        } else {
            calls.add(exchange.getRequestMethod() + " " + path);
            answerBucket(exchange, path.substring(1), body);
        }
    }

    private void answerBucket(HttpExchange exchange, String path, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> send(exchange, objects.containsKey(path) ? 200 : 404, "");
            case "PUT" -> {
                if (path.contains("/")) {
                    objects.put(path, body);
                }
                send(exchange, 200, "");
            }
            case "GET" -> {
                String bucket = path.replaceFirst("\\?.*", "") + "/";
                send(
                        exchange,
                        200,
                        objects.keySet().stream()
                                .filter(key -> key.startsWith(bucket))
                                .map(key -> "<Contents><Key>" + key.substring(bucket.length()) + "</Key></Contents>")
                                .collect(Collectors.joining("", "<ListBucketResult>", "</ListBucketResult>")));
            }
            default -> {
                String bucket = path.replaceFirst("\\?.*", "") + "/";
                objects.keySet().removeIf(key -> key.startsWith(bucket));
                send(exchange, 200, "<DeleteResult/>");
            }
        }
    }

    private void answerCall(HttpExchange exchange, Map<String, String> form) throws IOException {
        String action = form.get("Action");
        calls.add(action);
        last.put(action, form);
        if (refusals.containsKey(action)) {
            refuse(exchange, refusals.get(action));
            return;
        }
        switch (action) {
            case "DescribeStacks" -> {
                if (stack.isEmpty()) {
                    refuse(exchange, List.of("ValidationError", "Stack with id clicks does not exist"));
                } else {
                    answer(exchange, action, "<Stacks><member>" + described() + "</member></Stacks>");
                }
            }
            case "DescribeStackEvents" -> {
                List<String> more = script.poll();
                if (more != null) {
                    more.forEach(line -> events.addFirst(event(line)));
                }
                answer(exchange, action, "<StackEvents>" + String.join("", events) + "</StackEvents>");
            }
            case "CreateStack", "UpdateStack" -> {
                stack = Optional.of("CREATE_COMPLETE");
                answer(exchange, action, "<StackId>" + STACK_ID + "</StackId>");
            }
            case "DeleteStack" -> {
                stack = Optional.empty();
                answer(exchange, action, "");
            }
            case "ListStackResources" ->
                answer(
                        exchange,
                        action,
                        "<StackResourceSummaries><member><LogicalResourceId>Bucket</LogicalResourceId>"
                                + "<PhysicalResourceId>clicks-bucket</PhysicalResourceId><ResourceType>AWS::S3::Bucket"
                                + "</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>"
                                + "</StackResourceSummaries>");
            default -> refuse(exchange, List.of("InvalidAction", "The fake knows no " + action));
        }
    }

    private String described() {
        return "<StackName>clicks</StackName><StackId>" + STACK_ID + "</StackId><StackStatus>" + stack.get()
                + "</StackStatus><CreationTime>2026-11-21T08:30:00.000Z</CreationTime><Parameters><member>"
                + "<ParameterKey>Stage</ParameterKey><ParameterValue>dev</ParameterValue></member></Parameters>"
                + "<Outputs>" + outputs + "</Outputs>";
    }

    private String event(String line) {
        String[] parts = line.split(" ", 3);
        boolean ofStack = parts[0].equals("clicks");
        return "<member><EventId>" + (events.size() + 1) + "</EventId><StackId>" + STACK_ID + "</StackId>"
                + "<LogicalResourceId>" + parts[0] + "</LogicalResourceId><PhysicalResourceId>"
                + (ofStack ? STACK_ID : "clicks-" + parts[0]) + "</PhysicalResourceId><ResourceType>"
                + (ofStack ? "AWS::CloudFormation::Stack" : "AWS::S3::Bucket") + "</ResourceType><ResourceStatus>"
                + parts[1] + "</ResourceStatus>"
                + (parts.length > 2 ? "<ResourceStatusReason>" + parts[2] + "</ResourceStatusReason>" : "")
                + "</member>";
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, String action, String result) throws IOException {
        send(
                exchange,
                200,
                "<" + action + "Response xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><" + action
                        + "Result>" + result + "</" + action + "Result></" + action + "Response>");
    }

    private static void refuse(HttpExchange exchange, List<String> error) throws IOException {
        send(
                exchange,
                400,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + error.get(0) + "</Code><Message>" + error.get(1)
                        + "</Message></Error></ErrorResponse>");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
