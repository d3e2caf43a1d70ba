package io.millrace.server.demo;

import io.millrace.server.deploy.DeployRequest;
import io.millrace.server.deploy.Deployment;
import io.millrace.server.deploy.LocalAddress;
import io.millrace.server.deploy.Outcome;
import io.millrace.server.deploy.Steps;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.DeployedStack;
import io.millrace.server.deploy.client.ResourceEvent;
import io.millrace.server.deploy.code.Packaging;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// The stack of the demo: the click capture of the Mysfits example, deployed as `millrace up` deploys it.
///
/// @param clicksUrl where clicks are put
/// @param bucket where they are delivered to
/// @param stream the delivery stream between the two
/// @param resources how many there are
public record DemoStack(URI clicksUrl, String bucket, String stream, int resources) {
    public static final String NAME = "clicks";

    /// Clicks are gathered for so long, that nobody has to wait.
    private static final String BUFFER_SECONDS = "1";

    /// @param scratch folder for files on the way; the caller's to delete
    /// @param service what the function asks about mysfits
    /// @throws IOException when it cannot be deployed, with what failed first
    public static DemoStack deploy(AwsHttp http, Steps steps, Path template, Path scratch, String service)
            throws IOException, InterruptedException {
        DeployRequest request = new DeployRequest(
                NAME,
                new Packaging(scratch, http.region()).pack(template),
                Map.of("MysfitsApiUrl", service, "BufferSeconds", BUFFER_SECONDS),
                true);
        Outcome outcome = new Deployment(http, steps, new PrintWriter(PrintWriter.nullWriter())).run(request, scratch);
        return switch (outcome) {
            case Outcome.Done(DeployedStack stack, int resources) -> of(stack.outputs(), resources, http.url());
            case Outcome.Unchanged(DeployedStack stack) -> of(stack.outputs(), 0, http.url());
            case Outcome.Failed failed ->
                throw new IOException("Stack " + NAME + " is " + failed.status() + ": "
                        + failed.failed().stream()
                                .map(ResourceEvent::reason)
                                .findFirst()
                                .orElse(failed.reason()));
            case Outcome.Deleted deleted -> throw new IllegalStateException("Nothing was to be deleted");
        };
    }

    private static DemoStack of(Map<String, String> outputs, int resources, String url) {
        return new DemoStack(
                URI.create(LocalAddress.in(outputs.get("ClicksUrl"), url)),
                outputs.get("ClicksBucketName"),
                outputs.get("ClicksStreamName"),
                resources);
    }
}
