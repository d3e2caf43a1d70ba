package io.millrace.server.provision.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.InnerExchange;
import io.millrace.server.http.InnerRequest;
import io.millrace.server.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls of our own services, by the same door as from outside and without the network: what a stack makes is made as a
/// client would have made it, with the same checks and the same errors.
///
/// A refusal is a [RequestException] with the service's own code and message, an overload (429, 503) an
/// [UnavailableException]. Thread-safe; every call blocks.
public final class InnerApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

    private static final int TOO_MANY = 429;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int UNAVAILABLE = 503;

    private final HttpHandler door;
    private final Supplier<String> outside;

    /// @param door of AWS's APIs that lets in whoever asks
    public InnerApi(HttpHandler door) {
        this(door, () -> "localhost");
    }

    /// @param outside host and port that clients on this machine reach us by, for addresses in answers
    public InnerApi(HttpHandler door, Supplier<String> outside) {
        this.door = door;
        this.outside = outside;
    }

    /// One request.
    ///
    /// @param service as credential scopes name it: `lambda`, `s3`
    /// @param path percent-encoded
    /// @param query percent-encoded, without `?`
    /// @param plannedId what the service takes in place of an id of its own, refusing one that is taken
    /// @param fromOutside whether addresses in the answer are to be those that clients reach us by
    public record Call(
            String region,
            String service,
            String method,
            String path,
            String query,
            List<Entry<String, String>> headers,
            byte[] body,
            Optional<String> plannedId,
            boolean fromOutside) {
        public Call {
            headers = List.copyOf(headers);
        }

        public static Call of(String region, String service, String method, String path) {
            return new Call(region, service, method, path, "", List.of(), new byte[0], Optional.empty(), false);
        }

        public Call withQuery(String other) {
            return new Call(region, service, method, path, other, headers, body, plannedId, fromOutside);
        }

        public Call withHeader(String name, String value) {
            List<Entry<String, String>> more = new ArrayList<>(headers);
            more.add(Map.entry(name, value));
            return new Call(region, service, method, path, query, more, body, plannedId, fromOutside);
        }

        public Call withBody(String contentType, byte[] other) {
            return new Call(region, service, method, path, query, headers, other, plannedId, fromOutside)
                    .withHeader("Content-Type", contentType);
        }

        public Call withJson(ObjectNode input) {
            return withBody("application/json", bytes(input));
        }

        public Call withPlannedId(String id) {
            return new Call(region, service, method, path, query, headers, body, Optional.of(id), fromOutside);
        }

        public Call asFromOutside() {
            return new Call(region, service, method, path, query, headers, body, plannedId, true);
        }
    }

    /// An operation of a JSON service.
    ///
    /// @param target `Firehose_20150804.CreateDeliveryStream`
    public JsonNode json(String region, String service, String target, ObjectNode input) throws InterruptedException {
        return parse(send(Call.of(region, service, "POST", "/")
                .withHeader("X-Amz-Target", target)
                .withBody("application/x-amz-json-1.1", bytes(input))));
    }

    /// An operation of a REST service.
    ///
    /// @param path percent-encoded, with its query behind `?`
    /// @param input nothing for one without a body
    public JsonNode rest(String region, String service, String method, String path, Optional<ObjectNode> input)
            throws InterruptedException {
        int mark = path.indexOf('?');
        Call call = Call.of(region, service, method, mark < 0 ? path : path.substring(0, mark))
                .withQuery(mark < 0 ? "" : path.substring(mark + 1));
        return answer(input.map(call::withJson).orElse(call));
    }

    /// An operation of a query service.
    ///
    /// @param version `2010-05-08`
    /// @return the XML of the answer
    public String query(String region, String service, String version, String action, Map<String, String> parameters)
            throws InterruptedException {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + version);
        parameters.forEach((name, value) ->
                form.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return text(send(Call.of(region, service, "POST", "/")
                .withBody(
                        "application/x-www-form-urlencoded; charset=utf-8",
                        form.toString().getBytes(StandardCharsets.UTF_8))));
    }

    /// Any request whose answer is JSON.
    public JsonNode answer(Call call) throws InterruptedException {
        return parse(send(call));
    }

    /// Any request, with its refusals thrown.
    public Response send(Call call) throws InterruptedException {
        List<Entry<String, String>> headers = new ArrayList<>(call.headers());
        headers.add(Map.entry(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=millrace/20000101/" + call.region() + "/" + call.service()
                        + "/aws4_request, SignedHeaders=host, Signature=none"));
        InnerRequest request = new InnerRequest(
                call.method(),
                call.fromOutside() ? outside.get() : call.service() + "." + call.region() + ".amazonaws.com",
                call.path(),
                call.query(),
                headers,
                call.body(),
                call.plannedId());
        Response answer = asked(request);
        if (answer.status() / 100 != 2) {
            throw refusal(answer);
        }
        return answer;
    }

    private Response asked(InnerRequest request) throws InterruptedException {
        try {
            return InnerExchange.call(door, request).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A door gave no answer", e);
        }
    }

    /// Whether there is something: a call that finds nothing is told from one that fails.
    ///
    /// @param notFound the service's code for it
    public boolean exists(Call call, String... notFound) throws InterruptedException {
        try {
            send(call);
            return true;
        } catch (RequestException e) {
            if (List.of(notFound).contains(e.code())) {
                return false;
            }
            throw e;
        }
    }

    /// The same where nobody may wait in vain: an interrupt is kept for later.
    public boolean found(Call call, String... notFound) {
        try {
            return exists(call, notFound);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted");
        }
    }

    private static RuntimeException refusal(Response answer) {
        String body = text(answer);
        boolean xml = body.startsWith("<");
        String message = xml ? found(MESSAGE, body) : message(body);
        String code = xml ? found(CODE, body) : code(answer, body);
        boolean full = code.equals("LimitExceededException");
        if ((answer.status() == TOO_MANY && !full) || answer.status() == UNAVAILABLE) {
            return new UnavailableException(message.isEmpty() ? "Not now" : message);
        }
        if (answer.status() >= 500 && answer.status() != NOT_IMPLEMENTED) {
            return new IllegalStateException(code + ": " + message);
        }
        return new RequestException(code.isEmpty() ? Integer.toString(answer.status()) : code, message);
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find()
                ? matcher.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&")
                : "";
    }

    /// `x-amzn-ErrorType: Name:…`, or the body's `__type`, with or without a prefix before `#`.
    private static String code(Response answer, String body) {
        String header = answer.headers().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("x-amzn-ErrorType"))
                .map(Entry::getValue)
                .findFirst()
                .orElseGet(() -> tree(body).path("__type").asText());
        String name = header.substring(header.indexOf('#') + 1);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static String message(String body) {
        JsonNode tree = tree(body);
        return tree.path("message").asText(tree.path("Message").asText(body));
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static JsonNode parse(Response answer) {
        String body = text(answer);
        return body.isBlank() ? JSON.createObjectNode() : tree(body);
    }

    private static String text(Response answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ObjectNode input) {
        return input.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
