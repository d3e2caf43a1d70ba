package io.millrace.server.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.function.RuntimeApi.Task;
import io.millrace.core.function.RuntimeApi.Worker;
import io.millrace.core.limit.Limit;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The calls of one function process.
///
/// Streamed answers (chunked) are collected whole, as the caller gets them whole.
final class RuntimeCalls implements HttpHandler {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final String NEXT = BASE + "invocation/next";
    private static final String INIT_ERROR = BASE + "init/error";
    private static final String INVOCATION = BASE + "invocation/";
    private static final String ANSWER = "/response";
    private static final String ERROR = "/error";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final String TOO_LARGE = "Function.ResponseSizeTooLarge";
    private static final int BYTES_MAX = Limit.FUNCTION_PAYLOAD_BYTES.intValue();

    private final Worker worker;
    private volatile boolean asked;

    RuntimeCalls(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.path();
        if (path.equals(NEXT)) {
            next(exchange);
        } else if (path.equals(INIT_ERROR)) {
            ifPosted(exchange, () -> initError(exchange));
        } else if (path.startsWith(INVOCATION) && path.endsWith(ANSWER)) {
            ifPosted(exchange, () -> answer(exchange, requestId(path, ANSWER)));
        } else if (path.startsWith(INVOCATION) && path.endsWith(ERROR)) {
            ifPosted(exchange, () -> error(exchange, requestId(path, ERROR)));
        } else {
            exchange.send(refusal(404, "InvalidPath", "The Runtime API has no such path"));
        }
    }

    private static void ifPosted(Exchange exchange, Runnable then) {
        if (exchange.method().equals("POST")) {
            then.run();
        } else {
            exchange.send(refusal(405, "InvalidMethod", "This path takes POST"));
        }
    }

    private static String requestId(String path, String end) {
        int from = INVOCATION.length();
        int to = path.length() - end.length();
        return from < to ? path.substring(from, to) : "";
    }

    private void next(Exchange exchange) {
        if (!exchange.method().equals("GET")) {
            exchange.send(refusal(405, "InvalidMethod", "This path takes GET"));
            return;
        }
        asked = true;
        CompletionStage<Task> next = worker.next();
        next.whenComplete((task, failure) -> {
            if (failure == null) {
                exchange.send(invocation(task));
            } else {
                exchange.send(refusal(500, "InternalServerError", "The process is to end"));
            }
        });
    }

    private static Response invocation(Task task) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Lambda-Runtime-Aws-Request-Id", task.invocation().requestId());
        headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(task.deadlineMillis()));
        headers.put(
                "Lambda-Runtime-Invoked-Function-Arn",
                HeaderText.of(task.invocation().invokedArn()));
        task.invocation()
                .traceHeader()
                .ifPresent(trace -> headers.put("Lambda-Runtime-Trace-Id", HeaderText.of(trace)));
        task.invocation()
                .clientContext()
                .ifPresent(context -> headers.put("Lambda-Runtime-Client-Context", HeaderText.of(context)));
        return new Response(200, headers, task.invocation().payload());
    }

    private void answer(Exchange exchange, String requestId) {
        exchange.withWholeBody(
                BYTES_MAX,
                payload -> confirm(exchange, worker.answered(requestId, payload)),
                () -> tooLarge(exchange, requestId));
    }

    private void error(Exchange exchange, String requestId) {
        exchange.withWholeBody(
                BYTES_MAX,
                error -> confirm(exchange, worker.failed(requestId, error, errorType(exchange))),
                () -> tooLarge(exchange, requestId));
    }

    private void initError(Exchange exchange) {
        exchange.withWholeBody(
                BYTES_MAX,
                error -> {
                    if (asked) {
                        exchange.send(
                                refusal(403, "InvalidStateTransition", "An initialization that has ended cannot fail"));
                    } else {
                        worker.initFailed(error, errorType(exchange));
                        exchange.send(accepted());
                    }
                },
                () -> exchange.send(tooLargeRefusal()));
    }

    private void tooLarge(Exchange exchange, String requestId) {
        byte[] error = json(
                TOO_LARGE, "Response payload size exceeded maximum allowed payload size (" + BYTES_MAX + " bytes).");
        boolean inHand = worker.failed(requestId, error, TOO_LARGE);
        exchange.send(inHand ? tooLargeRefusal() : unknownId());
    }

    private static void confirm(Exchange exchange, boolean inHand) {
        exchange.send(inHand ? accepted() : unknownId());
    }

    private static String errorType(Exchange exchange) {
        return exchange.header(ERROR_TYPE).orElse("");
    }

    private static Response accepted() {
        return Response.of(202, "application/json", "{\"status\":\"OK\"}\n");
    }

    private static Response unknownId() {
        return refusal(400, "InvalidRequestID", "Invalid request ID");
    }

    private static Response tooLargeRefusal() {
        return refusal(
                413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (" + BYTES_MAX + " bytes).");
    }

    private static Response refusal(int status, String type, String message) {
        return new Response(status, Map.of("Content-Type", "application/json"), json(type, message));
    }

    private static byte[] json(String type, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", message)
                .put("errorType", type)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
