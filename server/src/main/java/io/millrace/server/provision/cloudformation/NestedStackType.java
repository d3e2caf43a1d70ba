package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.stack.StackRequest;
import io.millrace.core.stack.Stacks;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// `AWS::CloudFormation::Stack`: a stack that is a resource of another. Its step waits until the nested stack is whole;
/// one that could not be made is deleted again.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html>
final class NestedStackType implements ResourceType {
    private static final PropertySchema SCHEMA = PropertySchema.of("""
            TemplateURL string required
            Parameters.* json
            Tags[].Key string required
            Tags[].Value string required
            TimeoutInMinutes integer
            NotificationARNs json kept
            """);
    private static final String OUTPUTS = "Outputs.";
    private static final long POLL_MILLIS_MAX = Limit.STACK_POLL_MILLIS.value() * 10;

    private final Supplier<Stacks> stacks;
    private final UnaryOperator<String> templates;

    /// @param stacks that exist only after all types do
    /// @param templates read by their URL
    NestedStackType(Supplier<Stacks> stacks, UnaryOperator<String> templates) {
        this.stacks = stacks;
        this.templates = templates;
    }

    @Override
    public String name() {
        return Stack.TYPE;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public boolean hasAttribute(String attribute) {
        return attribute.startsWith(OUTPUTS);
    }

    /// Its name, until its ARN is known.
    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(128);
    }

    @Override
    public boolean exists(ResourceCall call) {
        return find(call).isPresent();
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        String stackId = stacks.get().create(request(call).nestedIn(call.stack().stackId()));
        Stack ended = whole(call.withPhysicalId(stackId));
        if (ended.status() != StackStatus.CREATE_COMPLETE) {
            delete(call.withPhysicalId(stackId));
            throw failed(ended, "created");
        }
        return made(ended);
    }

    /// Of a stack that is as it should be already, as one is that rolled itself back, nothing is asked.
    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        whole(call);
        try {
            stacks.get().update(request(call));
        } catch (RequestException e) {
            if (e.getMessage().startsWith("No updates are to be performed")) {
                return made(whole(call));
            }
            throw e;
        }
        Stack ended = whole(call);
        if (ended.status() != StackStatus.UPDATE_COMPLETE) {
            throw failed(ended, "updated");
        }
        return made(ended);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        if (find(call).isEmpty()) {
            return;
        }
        try {
            stacks.get().delete(call.region(), call.physicalId(), Set.of(), StackOptions.NONE);
        } catch (RequestException e) {
            if (!whole(call).status().isUnderWay()) {
                stacks.get().delete(call.region(), call.physicalId(), Set.of(), StackOptions.NONE);
            }
        }
        Optional<Stack> left = find(call);
        while (left.isPresent() && left.get().status().isUnderWay()) {
            Thread.sleep(POLL_MILLIS_MAX);
            left = find(call);
        }
        if (left.isPresent()) {
            throw failed(left.get(), "deleted");
        }
    }

    private Optional<Stack> find(ResourceCall call) {
        try {
            return Optional.of(stacks.get().find(call.region(), call.physicalId()))
                    .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE);
        } catch (RequestException e) {
            return Optional.empty();
        }
    }

    /// Waits until nothing is being done to it.
    private Stack whole(ResourceCall call) throws InterruptedException {
        long pauseMillis = Limit.STACK_POLL_MILLIS.value();
        Stack stack = stacks.get().find(call.region(), call.physicalId());
        while (stack.status().isUnderWay()) {
            Thread.sleep(pauseMillis);
            pauseMillis = Math.min(POLL_MILLIS_MAX, pauseMillis * 2);
            stack = stacks.get().find(call.region(), stack.stackId());
        }
        return stack;
    }

    private StackRequest request(ResourceCall call) {
        ObjectNode properties = call.properties();
        Map<String, String> parameters = new LinkedHashMap<>();
        properties.path("Parameters").properties().forEach(one -> parameters.put(one.getKey(), text(one.getValue())));
        Map<String, String> tags = new LinkedHashMap<>(call.stack().tags());
        properties
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        List<String> notifications = new ArrayList<>();
        properties.path("NotificationARNs").forEach(arn -> notifications.add(arn.asText()));
        Stack parent = stacks.get().find(call.region(), call.stack().stackId());
        return new StackRequest(
                call.region(),
                call.physicalId(),
                Optional.of(templates.apply(properties.path("TemplateURL").asText())),
                parameters,
                Set.of(),
                new StackOptions(
                        tags,
                        parent.options().capabilities(),
                        notifications,
                        parent.options().roleArn(),
                        false,
                        false,
                        Optional.of(properties.path("TimeoutInMinutes").asInt()).filter(minutes -> minutes > 0),
                        parent.options().clientRequestToken()));
    }

    /// A list is written with commas, as list parameters are.
    private static String text(JsonNode value) {
        if (value instanceof ArrayNode array) {
            List<String> elements = new ArrayList<>();
            array.forEach(element -> elements.add(element.asText()));
            return String.join(",", elements);
        }
        return value.asText();
    }

    private static Made made(Stack stack) {
        Made made = Made.of(stack.stackId());
        for (StackOutput output : stack.outputs()) {
            made = made.with(OUTPUTS + output.key(), output.value());
        }
        return made;
    }

    private static RequestException failed(Stack stack, String what) {
        return new RequestException(
                "ValidationError",
                "Embedded stack " + stack.stackId() + " was not successfully " + what + ": " + stack.statusReason());
    }
}
