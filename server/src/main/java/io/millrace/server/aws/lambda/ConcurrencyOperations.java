package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.util.Optional;

/// How many calls of a function may run at once, and what the account has.
final class ConcurrencyOperations {
    private static final String RESERVED = "ReservedConcurrentExecutions";

    private final LambdaPorts ports;
    private final Publishing publishing;

    ConcurrencyOperations(LambdaPorts ports, Publishing publishing) {
        this.ports = ports;
        this.publishing = publishing;
    }

    RestAnswer put(RestCall call) {
        call.allowParameters();
        Fields fields = call.fields();
        int calls = Constraint.between(
                "reservedConcurrentExecutions",
                Constraint.required("reservedConcurrentExecutions", fields.integer(RESERVED)),
                0,
                Integer.MAX_VALUE);
        fields.refuseUnknown();
        reserve(call, Optional.of(calls));
        return RestAnswer.json(JsonNodeFactory.instance.objectNode().put(RESERVED, calls));
    }

    RestAnswer get(RestCall call) {
        call.allowParameters();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ports.functions()
                .find(Target.whole(call))
                .reservedConcurrency()
                .ifPresent(calls -> answer.put(RESERVED, calls));
        return RestAnswer.json(answer);
    }

    RestAnswer delete(RestCall call) {
        call.allowParameters();
        reserve(call, Optional.empty());
        return RestAnswer.empty(204);
    }

    private void reserve(RestCall call, Optional<Integer> calls) {
        FunctionReference reference = Target.whole(call);
        ports.catalog().apply(() -> {
            LambdaFunction function = ports.functions().find(reference);
            long others = reserved(reference.region())
                    - function.reservedConcurrency().orElse(0);
            long left = Limit.FUNCTION_CONCURRENCY.value() - others - calls.orElse(0);
            if (calls.isPresent() && left < Limit.FUNCTION_CONCURRENCY_UNRESERVED_MIN.value()) {
                throw Target.invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                        + " UnreservedConcurrentExecution below its minimum value of ["
                        + Limit.FUNCTION_CONCURRENCY_UNRESERVED_MIN.value() + "].");
            }
            return Changes.put(function.withReservedConcurrency(calls));
        });
        ports.runner().retire(reference.region(), reference.name());
    }

    private long reserved(String region) {
        return ports.catalog().list(LambdaFunction.class).stream()
                .filter(function -> function.region().equals(region))
                .mapToLong(function -> function.reservedConcurrency().orElse(0))
                .sum();
    }

    RestAnswer account(RestCall call) {
        call.allowParameters();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("AccountLimit")
                .put("TotalCodeSize", Limit.FUNCTION_CODE_TOTAL_BYTES.value())
                .put("CodeSizeUnzipped", Limit.FUNCTION_CODE_BYTES.value())
                .put("CodeSizeZipped", Limit.FUNCTION_ZIP_BYTES.value())
                .put("ConcurrentExecutions", Limit.FUNCTION_CONCURRENCY.value())
                .put("UnreservedConcurrentExecutions", Limit.FUNCTION_CONCURRENCY.value() - reserved(call.region()));
        long functions = ports.catalog().list(LambdaFunction.class).stream()
                .filter(function -> function.region().equals(call.region()))
                .count();
        answer.putObject("AccountUsage")
                .put("TotalCodeSize", publishing.codeBytes(call.region()))
                .put("FunctionCount", functions);
        return RestAnswer.json(answer);
    }
}
