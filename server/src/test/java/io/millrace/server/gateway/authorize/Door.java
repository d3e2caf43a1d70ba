package io.millrace.server.gateway.authorize;

import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A function of tests: it remembers what it was called with and answers as it is told.
final class Door implements FunctionInvoker {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> references = new CopyOnWriteArrayList<>();
    private volatile Answering answering;

    /// How it answers.
    @FunctionalInterface
    interface Answering {
        FunctionResult answer() throws InterruptedException;
    }

    Door(String answer) {
        answers(answer);
    }

    static String allowing(String... resources) {
        return policy("Allow", resources);
    }

    static String policy(String effect, String... resources) {
        return """
                {"principalId": "me", "policyDocument": {"Version": "2012-10-17", "Statement": [
                  {"Action": "execute-api:Invoke", "Effect": "%s", "Resource": ["%s"]}]},
                 "context": {"name": "Ada", "age": 36, "admin": true}, "usageIdentifierKey": "secret-key"}""".formatted(effect, String.join("\", \"", resources));
    }

    void answers(String answer) {
        answering = () -> result(answer, Optional.empty());
    }

    void fails(String message) {
        answering = () -> result("{\"errorMessage\": \"" + message + "\"}", Optional.of("Unhandled"));
    }

    void does(Answering answer) {
        answering = answer;
    }

    static FunctionResult result(String payload, Optional<String> error) {
        return new FunctionResult(payload.getBytes(StandardCharsets.UTF_8), error, "$LATEST", new byte[0]);
    }

    @Override
    public FunctionResult invoke(String region, String reference, byte[] payload) throws InterruptedException {
        events.add(new String(payload, StandardCharsets.UTF_8));
        references.add(reference);
        return answering.answer();
    }
}
