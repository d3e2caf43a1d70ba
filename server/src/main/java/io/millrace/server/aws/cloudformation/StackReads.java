package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.stack.Stacks;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// What shows stacks, their events and their resources.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html>,
/// `API_ListStacks`, `API_DescribeStackEvents`, `API_DescribeStackResource`, `API_DescribeStackResources`,
/// `API_ListStackResources`
final class StackReads {
    private static final int PARENTS_MAX = 64;

    private final Stacks stacks;

    StackReads(Stacks stacks) {
        this.stacks = stacks;
    }

    String describe(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Optional<String> name = parameters.string("StackName").filter(given -> !given.isEmpty());
        List<Stack> found = name.map(given -> List.of(resting(call.region(), given)))
                .orElseGet(() -> stacks.list(call.region()).stream()
                        .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                        .toList());
        Page<Stack> page = Page.of(found, Stack::unique, parameters);
        parameters.refuseUnknown();
        QueryXml xml = new QueryXml()
                .list(
                        "Stacks",
                        page.items(),
                        (one, stack) -> StackXml.stack(one, stack, stacks.hiddenParameters(stack), root(stack)));
        page.writeNext(xml);
        return xml.toString();
    }

    private Stack resting(String region, String name) {
        try {
            return stacks.findResting(region, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stacks.find(region, name);
        }
    }

    String list(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        List<String> wanted = parameters.strings("StackStatusFilter");
        wanted.stream()
                .filter(status -> !status.startsWith("IMPORT_")
                        && Arrays.stream(StackStatus.values())
                                .noneMatch(known -> known.name().equals(status)))
                .findFirst()
                .ifPresent(status -> {
                    throw parameters.invalid("StackStatusFilter", "'" + status + "' is not the status of a stack");
                });
        List<Stack> found = stacks.list(call.region()).stream()
                .filter(stack ->
                        wanted.isEmpty() || wanted.contains(stack.status().name()))
                .toList();
        Page<Stack> page = Page.of(found, Stack::unique, parameters);
        parameters.refuseUnknown();
        QueryXml xml = new QueryXml()
                .list("StackSummaries", page.items(), (one, stack) -> StackXml.summary(one, stack, root(stack)));
        page.writeNext(xml);
        return xml.toString();
    }

    String events(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String name = parameters.requiredString("StackName");
        OptionalLong before = Page.position(parameters);
        parameters.refuseUnknown();
        Stacks.EventPage found =
                stacks.events(findForEvents(call.region(), name), before, Limit.CLOUDFORMATION_PAGE_ITEMS.intValue());
        Page<StackEvent> page = Page.of(found.events(), found.next());
        QueryXml xml = new QueryXml().list("StackEvents", page.items(), StackXml::event);
        page.writeNext(xml);
        return xml.toString();
    }

    String resource(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Stack stack = stacks.find(call.region(), parameters.requiredString("StackName"));
        String logicalId = parameters.requiredString("LogicalResourceId");
        parameters.refuseUnknown();
        StackResource resource = named(stack, logicalId);
        return new QueryXml()
                .structure("StackResourceDetail", detail -> {
                    StackXml.resource(detail, stack, resource, "LastUpdatedTimestamp");
                    detail.unlessEmpty("Metadata", resource.metadata());
                })
                .toString();
    }

    /// Of a stack, or of the stack that something of a physical id belongs to; at most a page, as AWS has it.
    String resources(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Optional<String> name = parameters.string("StackName").filter(given -> !given.isEmpty());
        Optional<String> physicalId = parameters.string("PhysicalResourceId");
        Optional<String> logicalId = parameters.string("LogicalResourceId");
        parameters.refuseUnknown();
        if (name.isPresent() == physicalId.isPresent()) {
            throw new RequestException(
                    "ValidationError", "Either stackName or physicalResourceId must be specified, and not both");
        }
        Stack stack = name.map(given -> stacks.find(call.region(), given))
                .orElseGet(() -> owner(call.region(), physicalId.orElseThrow()));
        List<StackResource> shown = logicalId
                .map(id -> List.of(named(stack, id)))
                .orElseGet(() -> stacks.resources(stack).stream()
                        .limit(Limit.CLOUDFORMATION_PAGE_ITEMS.value())
                        .toList());
        return new QueryXml()
                .list("StackResources", shown, (one, resource) -> StackXml.resource(one, stack, resource, "Timestamp"))
                .toString();
    }

    String listResources(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Stack stack = stacks.find(call.region(), parameters.requiredString("StackName"));
        Page<StackResource> page = Page.of(stacks.resources(stack), StackResource::logicalId, parameters);
        parameters.refuseUnknown();
        QueryXml xml = new QueryXml()
                .list(
                        "StackResourceSummaries",
                        page.items(),
                        (one, resource) -> StackXml.resourceSummary(one, resource, "LastUpdatedTimestamp"));
        page.writeNext(xml);
        return xml.toString();
    }

    /// The same error has other words here, and clients that wait for a deletion look at them.
    private Stack findForEvents(String region, String name) {
        try {
            return stacks.find(region, name);
        } catch (RequestException e) {
            throw e.getMessage().endsWith("does not exist")
                    ? new RequestException("ValidationError", "Stack [" + name + "] does not exist")
                    : e;
        }
    }

    private StackResource named(Stack stack, String logicalId) {
        return first(stack, resource -> resource.logicalId().equals(logicalId))
                .orElseThrow(() -> new RequestException(
                        "ValidationError", "Resource " + logicalId + " does not exist for stack " + stack.name()));
    }

    private Stack owner(String region, String physicalId) {
        return stacks.list(region).stream()
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .filter(stack -> first(stack, resource -> resource.physicalId().equals(physicalId))
                        .isPresent())
                .findFirst()
                .orElseThrow(
                        () -> new RequestException("ValidationError", "Stack for " + physicalId + " does not exist"));
    }

    private Optional<StackResource> first(Stack stack, Predicate<StackResource> test) {
        return stacks.resources(stack).stream().filter(test).findFirst();
    }

    private Optional<String> root(Stack stack) {
        Optional<String> parent = stack.parentId();
        for (int i = 0; i < PARENTS_MAX && parent.isPresent(); i++) {
            Optional<String> above = stacks.find(stack.region(), parent.get()).parentId();
            if (above.isEmpty()) {
                return parent;
            }
            parent = above;
        }
        return parent;
    }
}
