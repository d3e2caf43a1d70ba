package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.stack.StackSignals;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/// `AWS::CloudFormation::WaitCondition`: made when its handle has got as many signals as it counts. A change makes a
/// new one.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-waitcondition.html>
final class WaitConditionType implements ResourceType {
    private static final PropertySchema SCHEMA = PropertySchema.of("""
            Handle string required replace
            Timeout integer required replace
            Count integer replace
            """);

    private final StackResponses responses;
    private final StackSignals signals;

    WaitConditionType(StackResponses responses, StackSignals signals) {
        this.responses = responses;
        this.signals = signals;
    }

    @Override
    public String name() {
        return "AWS::CloudFormation::WaitCondition";
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public boolean hasAttribute(String attribute) {
        return attribute.equals("Data");
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(128);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        int count = call.properties().path("Count").asInt(1);
        long timeoutSeconds = call.properties().path("Timeout").asLong();
        if (count < 0 || timeoutSeconds < 1 || timeoutSeconds > Limit.WAIT_CONDITION_SECONDS.value()) {
            throw invalid("Timeout must be from 1 to " + Limit.WAIT_CONDITION_SECONDS.value()
                    + " seconds, and Count not below 0");
        }
        String token = StackResponses.token(call.properties().path("Handle").asText())
                .orElseThrow(() -> invalid("Handle must be the Ref of an " + WaitConditionHandleType.NAME));
        SignalBox box = responses.box(token);
        String stackId = call.stack().stackId();
        BlockingQueue<Map<String, String>> told = signals.open(stackId, call.logicalId());
        Thread listener = Thread.ofVirtual().name("stack-signals").start(() -> hand(told, box));
        try {
            return made(call, count, box.await(count, Duration.ofSeconds(timeoutSeconds)));
        } finally {
            signals.close(stackId, call.logicalId());
            listener.interrupt();
        }
    }

    /// What comes by SignalResource counts as what comes by the handle's address.
    private static void hand(BlockingQueue<Map<String, String>> told, SignalBox box) {
        try {
            while (true) {
                Map<String, String> signal = told.take();
                box.put(new SignalBox.Signal(
                        signal.getOrDefault("UniqueId", ""), "SUCCESS".equals(signal.get("Status")), "", ""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Made made(ResourceCall call, int count, Map<String, SignalBox.Signal> signals) {
        Optional<SignalBox.Signal> failed =
                signals.values().stream().filter(signal -> !signal.success()).findFirst();
        if (failed.isPresent()) {
            throw invalid("WaitCondition received failed message: '"
                    + failed.get().reason() + "' for uniqueId: " + failed.get().uniqueId());
        }
        if (signals.size() < count) {
            throw invalid(
                    "WaitCondition timed out. Received " + signals.size() + " conditions when expecting " + count);
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        signals.values().forEach(signal -> data.put(signal.uniqueId(), signal.data()));
        return Made.of(call.physicalId()).with("Data", data.toString());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) {
        // There is nothing but the wait, and that is over.
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }
}
