package io.millrace.server.aws.lambda;

import io.millrace.server.aws.protocol.RestService;
import java.util.List;
import java.util.stream.Stream;

/// The operations of Lambda's API that are refused by name.
final class Unsupported {
    private static final String OPERATIONS = """
            CreateEventSourceMapping POST /2015-03-31/event-source-mappings
            CreateCodeSigningConfig POST /2020-04-22/code-signing-configs
            ListCodeSigningConfigs GET /2020-04-22/code-signing-configs
            GetCodeSigningConfig GET /2020-04-22/code-signing-configs/{Arn}
            UpdateCodeSigningConfig PUT /2020-04-22/code-signing-configs/{Arn}
            DeleteCodeSigningConfig DELETE /2020-04-22/code-signing-configs/{Arn}
            ListFunctionsByCodeSigningConfig GET /2020-04-22/code-signing-configs/{Arn}/functions
            PutFunctionCodeSigningConfig PUT /2020-06-30/functions/{FunctionName}/code-signing-config
            PutProvisionedConcurrencyConfig PUT /2019-09-30/functions/{FunctionName}/provisioned-concurrency
            PutFunctionRecursionConfig PUT /2024-08-31/functions/{FunctionName}/recursion-config
            InvokeWithResponseStream POST /2021-11-15/functions/{FunctionName}/response-streaming-invocations
            GetFunctionScalingConfig GET /2025-11-30/functions/{FunctionName}/function-scaling-config
            PutFunctionScalingConfig PUT /2025-11-30/functions/{FunctionName}/function-scaling-config
            CreateCapacityProvider POST /2025-11-30/capacity-providers
            ListCapacityProviders GET /2025-11-30/capacity-providers
            GetCapacityProvider GET /2025-11-30/capacity-providers/{Name}
            UpdateCapacityProvider PUT /2025-11-30/capacity-providers/{Name}
            DeleteCapacityProvider DELETE /2025-11-30/capacity-providers/{Name}
            ListFunctionVersionsByCapacityProvider GET /2025-11-30/capacity-providers/{Name}/function-versions
            ListDurableExecutionsByFunction GET /2025-12-01/functions/{FunctionName}/durable-executions
            GetDurableExecution GET /2025-12-01/durable-executions/{Arn}
            GetDurableExecutionHistory GET /2025-12-01/durable-executions/{Arn}/history
            GetDurableExecutionState GET /2025-12-01/durable-executions/{Arn}/state
            CheckpointDurableExecution POST /2025-12-01/durable-executions/{Arn}/checkpoint
            StopDurableExecution POST /2025-12-01/durable-executions/{Arn}/stop
            SendDurableExecutionCallbackSuccess POST /2025-12-01/durable-execution-callbacks/{Id}/succeed
            SendDurableExecutionCallbackFailure POST /2025-12-01/durable-execution-callbacks/{Id}/fail
            SendDurableExecutionCallbackHeartbeat POST /2025-12-01/durable-execution-callbacks/{Id}/heartbeat
            """;

    private Unsupported() {}

    static List<RestService.Route> routes() {
        return Stream.of(OPERATIONS.split("\n"))
                .map(line -> line.split(" "))
                .map(words -> RestService.route(words[1], words[2], call -> {
                    throw Target.invalid(words[0] + " is not supported by Millrace yet");
                }))
                .toList();
    }
}
