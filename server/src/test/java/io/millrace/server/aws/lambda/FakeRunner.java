package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Gives each payload back, fails when it says so, lacks one runtime, and remembers what it was asked.
final class FakeRunner implements FunctionRunner {
    static final String MISSING_RUNTIME = "java8";

    final List<Invocation> invocations = new CopyOnWriteArrayList<>();
    final List<RunnableFunction> functions = new CopyOnWriteArrayList<>();
    final List<String> requiredCode = new CopyOnWriteArrayList<>();
    final List<String> retired = new CopyOnWriteArrayList<>();

    @Override
    public void require(RunnableFunction function) {
        requiredCode.add(function.codeSha256());
        if (function.configuration().runtime().equals(MISSING_RUNTIME)) {
            throw new RequestException("InvalidParameterValueException", "This machine has no java8");
        }
    }

    @Override
    public FunctionResult invoke(RunnableFunction function, Invocation invocation) {
        if (function.concurrencyMax().equals(Optional.of(0))) {
            throw new RequestException("TooManyRequestsException", "Rate Exceeded.");
        }
        functions.add(function);
        invocations.add(invocation);
        String text = new String(invocation.payload(), StandardCharsets.UTF_8);
        Optional<String> error = text.contains("fail") ? Optional.of("Unhandled") : Optional.empty();
        return new FunctionResult(
                invocation.payload(), error, function.version(), "END\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void retire(String region, String name) {
        retired.add(region + "/" + name);
    }

    @Override
    public void close() {}
}
