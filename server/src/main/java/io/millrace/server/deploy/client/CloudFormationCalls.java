package io.millrace.server.deploy.client;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The calls of CloudFormation that a deploy makes, over its query API as any client makes them.
///
/// What is refused is an [AwsException]. Any thread.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html>
public final class CloudFormationCalls {
    private static final String SERVICE = "cloudformation";
    private static final String VERSION = "2010-05-15";

    private final AwsHttp http;

    public CloudFormationCalls(AwsHttp http) {
        this.http = http;
    }

    /// @param stack name, or ARN; by its ARN a stack is found also when it was deleted
    /// @return empty when there is none
    public Optional<DeployedStack> describe(String stack) throws IOException, InterruptedException {
        try {
            return call("DescribeStacks", Map.of("StackName", stack))
                    .members("Stacks")
                    .map(DeployedStack::of)
                    .findFirst();
        } catch (AwsException e) {
            if (e.code().equals("ValidationError") && e.getMessage().contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// All stacks of the region but those that were deleted.
    public List<DeployedStack> all() throws IOException, InterruptedException {
        return pages("DescribeStacks", Map.of(), "Stacks").stream()
                .map(DeployedStack::of)
                .toList();
    }

    /// @return the stack's ARN
    public String create(StackChange change) throws IOException, InterruptedException {
        return call("CreateStack", change.form()).text("StackId");
    }

    /// @return the stack's ARN; empty when there is nothing to change
    public Optional<String> update(StackChange change) throws IOException, InterruptedException {
        try {
            return Optional.of(call("UpdateStack", change.form()).text("StackId"));
        } catch (AwsException e) {
            if (e.getMessage().contains("No updates are to be performed")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public void delete(String stack) throws IOException, InterruptedException {
        call("DeleteStack", Map.of("StackName", stack));
    }

    /// All events of a stack that came after another, in the order in which they came.
    ///
    /// @param known id of that other event; empty for all
    public List<ResourceEvent> eventsAfter(String stack, String known) throws IOException, InterruptedException {
        List<ResourceEvent> events = new ArrayList<>();
        String next = "";
        do {
            XmlNode page = call("DescribeStackEvents", paged(Map.of("StackName", stack), next));
            for (XmlNode member : page.members("StackEvents").toList()) {
                ResourceEvent event = ResourceEvent.of(member);
                if (event.id().equals(known)) {
                    return events.reversed();
                }
                events.add(event);
            }
            next = page.text("NextToken");
        } while (!next.isEmpty());
        return events.reversed();
    }

    /// Id of the newest event of a stack; empty when it has none.
    public String newestEvent(String stack) throws IOException, InterruptedException {
        return call("DescribeStackEvents", Map.of("StackName", stack))
                .members("StackEvents")
                .findFirst()
                .map(event -> event.text("EventId"))
                .orElse("");
    }

    public List<StackedResource> resources(String stack) throws IOException, InterruptedException {
        return pages("ListStackResources", Map.of("StackName", stack), "StackResourceSummaries").stream()
                .map(StackedResource::of)
                .toList();
    }

    /// The template of a stack after its transforms, JSON or YAML.
    public String processedTemplate(String stack) throws IOException, InterruptedException {
        return call("GetTemplate", Map.of("StackName", stack, "TemplateStage", "Processed"))
                .text("TemplateBody");
    }

    private List<XmlNode> pages(String action, Map<String, String> form, String list)
            throws IOException, InterruptedException {
        List<XmlNode> members = new ArrayList<>();
        String next = "";
        do {
            XmlNode page = call(action, paged(form, next));
            page.members(list).forEach(members::add);
            next = page.text("NextToken");
        } while (!next.isEmpty());
        return members;
    }

    private static Map<String, String> paged(Map<String, String> form, String next) {
        if (next.isEmpty()) {
            return form;
        }
        Map<String, String> paged = new LinkedHashMap<>(form);
        paged.put("NextToken", next);
        return paged;
    }

    private XmlNode call(String action, Map<String, String> form) throws IOException, InterruptedException {
        String body = "Action=" + action + "&Version=" + VERSION
                + form.entrySet().stream()
                        .map(field -> "&" + field.getKey() + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        HttpResponse<String> response = http.send(http.request(SERVICE, "/")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (response.statusCode() != 200) {
            throw AwsHttp.refused(action, response);
        }
        return XmlNode.parse(response.body()).child(action + "Result");
    }
}
