package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls a function: and waits for it, or not, or only asks whether it could.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>
final class InvokeOperation {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] EMPTY_EVENT = {'{', '}'};
    private static final String REQUEST_ID = "x-amzn-RequestId";

    private final LambdaPorts ports;

    InvokeOperation(LambdaPorts ports) {
        this.ports = ports;
    }

    RestAnswer invoke(RestCall call) throws InterruptedException {
        call.allowParameters("Qualifier");
        refuseHeader(call, "X-Amz-Durable-Execution-Name");
        refuseHeader(call, "X-Amz-Tenant-Id");
        FunctionReference reference = Target.of(call);
        String type = Constraint.oneOf(
                "invocationType",
                call.header("X-Amz-Invocation-Type").orElse("RequestResponse"),
                List.of("Event", "RequestResponse", "DryRun"));
        String logType =
                Constraint.oneOf("logType", call.header("X-Amz-Log-Type").orElse("None"), List.of("None", "Tail"));
        RunnableFunction function = ports.functions().resolve(reference);
        Invocation invocation = new Invocation(
                ports.functions().requestId(),
                payload(call.body()),
                reference.arn(),
                call.header("X-Amz-Client-Context").map(InvokeOperation::clientContext),
                call.header("X-Amzn-Trace-Id"));
        return switch (type) {
            case "DryRun" -> RestAnswer.empty(204);
            case "Event" -> {
                ports.events().accept(function, invocation).join();
                yield new RestAnswer.Whole(202, Map.of(REQUEST_ID, invocation.requestId()), new byte[0]);
            }
            default -> answer(ports.functions().invoke(function, invocation), invocation, logType.equals("Tail"));
        };
    }

    /// The deprecated form of an Event invocation.
    RestAnswer invokeAsync(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        RunnableFunction function = ports.functions().resolve(reference);
        Invocation invocation = Invocation.of(ports.functions().requestId(), reference.arn(), payload(call.body()));
        ports.events().accept(function, invocation).join();
        return new RestAnswer.Whole(
                202,
                Map.of("Content-Type", "application/json", REQUEST_ID, invocation.requestId()),
                EMPTY_EVENT.clone());
    }

    private static RestAnswer answer(FunctionResult result, Invocation invocation, boolean withLog) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put(REQUEST_ID, invocation.requestId());
        headers.put("X-Amz-Executed-Version", result.version());
        result.error().ifPresent(error -> headers.put("X-Amz-Function-Error", error));
        if (withLog) {
            headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(result.logTail()));
        }
        return new RestAnswer.Whole(200, headers, result.payload());
    }

    /// No payload is an empty event, as at AWS.
    private static byte[] payload(byte[] body) {
        if (body.length == 0) {
            return EMPTY_EVENT.clone();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) {
                throw notJson("it is blank");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw notJson("something follows its first value");
            }
            return body;
        } catch (JacksonException e) {
            throw notJson("see byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw notJson("it is not UTF-8");
        }
    }

    private static RequestException notJson(String why) {
        return new RequestException("InvalidRequestContentException", "Could not parse request body into json: " + why);
    }

    private static String clientContext(String base64) {
        if (base64.length() > Limit.FUNCTION_CLIENT_CONTEXT_BYTES.value()) {
            throw invalidContext("takes more than " + Limit.FUNCTION_CLIENT_CONTEXT_BYTES.value() + " bytes");
        }
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            payload(text.getBytes(StandardCharsets.UTF_8));
            return text;
        } catch (IllegalArgumentException e) {
            throw invalidContext("is not base64");
        } catch (RequestException e) {
            throw invalidContext("is not JSON");
        }
    }

    private static RequestException invalidContext(String what) {
        return new RequestException("InvalidRequestContentException", "Client context " + what);
    }

    private static void refuseHeader(RestCall call, String name) {
        Optional<String> value = call.header(name);
        if (value.isPresent()) {
            throw Target.invalid(name + " is not supported by Millrace yet");
        }
    }
}
