package io.millrace.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.CloudFormationCalls;
import io.millrace.server.deploy.client.DeployedStack;
import io.millrace.server.deploy.client.StackedResource;
import io.millrace.server.terminal.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The stacks of a running server.
@Command(
        name = "stacks",
        description = "Show the stacks of a running server.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  millrace stacks", "  millrace stacks --region eu-west-1 --json"})
final class StacksCommand implements Callable<Integer> {
    private static final String ROW = "%-32s %-28s %9s  %s%n";

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON array.")
    boolean json;

    @Mixin
    Region region;

    @Mixin
    Endpoint endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Map<DeployedStack, Integer> stacks = new LinkedHashMap<>();
        try (AwsHttp http = new AwsHttp(endpoint.url, region.name())) {
            CloudFormationCalls calls = new CloudFormationCalls(http);
            for (DeployedStack stack : calls.all()) {
                List<StackedResource> resources = calls.resources(stack.id());
                stacks.put(stack, (int)
                        resources.stream().filter(StackedResource::isThere).count());
            }
        }
        if (json) {
            out.println(json(stacks));
        } else if (stacks.isEmpty()) {
            out.println("No stacks in " + region.name() + ".");
        } else {
            out.printf(ROW, "STACK", "STATUS", "RESOURCES", "UPDATED");
            stacks.forEach((stack, resources) -> out.printf(
                    ROW,
                    TerminalText.safe(stack.name()),
                    TerminalText.safe(stack.status()),
                    resources,
                    TerminalText.safe(stack.updated())));
        }
        return CommandLine.ExitCode.OK;
    }

    private ArrayNode json(Map<DeployedStack, Integer> stacks) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        stacks.forEach((stack, resources) -> array.addObject()
                .put("name", stack.name())
                .put("region", region.name())
                .put("status", stack.status())
                .put("resources", resources)
                .put("updated", stack.updated()));
        return array;
    }
}
