package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// `AWS::CloudFormation::CustomResource` and `Custom::…`: a resource that a function makes, changes and deletes, and
/// then tells of at the address that it was given.
///
/// The function is called as an event, so it is tried again when it fails without an answer. It has
/// `ServiceTimeout` seconds, [Limit#CUSTOM_RESOURCE_SECONDS] when nothing is said. What a function failed to make it is
/// asked to delete at once.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html>
final class CustomResourceType implements ResourceType {
    private static final PropertySchema SCHEMA = PropertySchema.of("""
            ServiceToken string required replace
            ServiceTimeout integer
            * json
            """);
    private static final String FUNCTION = "arn:aws:lambda:";
    private static final int ARN_REGION = 3;

    private final String name;
    private final InnerApi api;
    private final StackResponses responses;
    private final Supplier<UUID> ids;

    /// @param name `AWS::CloudFormation::CustomResource` or `Custom::*`
    /// @param ids of requests
    CustomResourceType(String name, InnerApi api, StackResponses responses, Supplier<UUID> ids) {
        this.name = name;
        this.api = api;
        this.responses = responses;
        this.ids = ids;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    /// Whatever the function gives.
    @Override
    public boolean hasAttribute(String attribute) {
        return true;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(128);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        CustomResourceRequest request = request("Create", call, Optional.empty());
        Duration patience = patience(call);
        String runtime = runtime(request);
        Optional<JsonNode> answer = ask(request, runtime, patience);
        try {
            return made(request, answer);
        } catch (RequestException e) {
            String physicalId = answer.map(CustomResourceType::physicalId)
                    .filter(id -> !id.isEmpty())
                    .orElse(call.physicalId());
            ask(
                    request("Delete", call.withPhysicalId(physicalId), Optional.empty()),
                    runtime,
                    Duration.ofSeconds(Limit.CUSTOM_RESOURCE_UNDO_SECONDS.value()));
            throw e;
        }
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        CustomResourceRequest request = request("Update", call, Optional.of(before));
        return made(request, ask(request, runtime(request), patience(call)));
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        CustomResourceRequest request = request("Delete", call, Optional.empty());
        made(request, ask(request, runtime(request), patience(call)));
    }

    private CustomResourceRequest request(String type, ResourceCall call, Optional<ObjectNode> before) {
        CustomResourceRequest request =
                new CustomResourceRequest(type, ids.get().toString(), call, before);
        if (!request.serviceToken().startsWith(FUNCTION)) {
            throw invalid("ServiceToken '" + request.serviceToken()
                    + "' is not supported by Millrace: it must be the ARN of a function (there is no SNS)");
        }
        return request;
    }

    private static Duration patience(ResourceCall call) {
        long seconds = call.properties().path("ServiceTimeout").asLong(Limit.CUSTOM_RESOURCE_SECONDS.value());
        if (seconds < 1 || seconds > Limit.CUSTOM_RESOURCE_SECONDS.value()) {
            throw invalid("ServiceTimeout must be from 1 to " + Limit.CUSTOM_RESOURCE_SECONDS.value() + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private String runtime(CustomResourceRequest request) throws InterruptedException {
        return api.rest(region(request), "lambda", "GET", function(request) + "/configuration", Optional.empty())
                .path("Runtime")
                .asText();
    }

    /// What AWS itself gives to Node is written to without the port and the scheme that the address has.
    private Optional<JsonNode> ask(CustomResourceRequest request, String runtime, Duration patience)
            throws InterruptedException {
        try (StackResponses.Awaited answer = responses.open()) {
            String url = runtime.startsWith("nodejs")
                    ? answer.urlOverHttps(request.call().region())
                    : answer.url();
            api.send(InnerApi.Call.of(region(request), "lambda", "POST", function(request) + "/invocations")
                    .withHeader("X-Amz-Invocation-Type", "Event")
                    .withBody("application/json", request.event(url).toString().getBytes(StandardCharsets.UTF_8)));
            return answer.take(patience);
        }
    }

    private static Made made(CustomResourceRequest request, Optional<JsonNode> given) {
        JsonNode answer = given.orElseThrow(() -> invalid("CloudFormation did not receive a response from your Custom"
                + " Resource. Please check your logs for requestId [" + request.requestId() + "]."));
        String status = answer.path("Status").asText();
        String reason = answer.path("Reason").asText();
        if (!status.equals("SUCCESS")) {
            throw invalid(
                    status.equals("FAILED")
                            ? "Received response status [FAILED] from custom resource. Message returned: " + reason
                                    + " (RequestId: " + request.requestId() + ")"
                            : "Invalid response object: it must be JSON with a Status of SUCCESS or FAILED");
        }
        String answered = answer.path("RequestId").asText(request.requestId());
        if (!answered.equals(request.requestId())) {
            throw invalid("Invalid response object: its RequestId is not the one of the request");
        }
        String physicalId = physicalId(answer);
        if (physicalId.isEmpty() && !request.type().equals("Delete")) {
            throw invalid("Invalid PhysicalResourceId");
        }
        Map<String, JsonNode> attributes = new HashMap<>();
        answer.path("Data").properties().forEach(member -> attributes.put(member.getKey(), member.getValue()));
        return new Made(physicalId, attributes);
    }

    private static String physicalId(JsonNode answer) {
        return answer.path("PhysicalResourceId").asText();
    }

    private static String region(CustomResourceRequest request) {
        return request.serviceToken().split(":", -1)[ARN_REGION];
    }

    private static String function(CustomResourceRequest request) {
        return "/2015-03-31/functions/" + URLEncoder.encode(request.serviceToken(), StandardCharsets.UTF_8);
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }
}
