package io.millrace.server.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.document.DocumentException;
import io.millrace.core.document.DocumentReader;
import io.millrace.core.limit.Limit;
import io.millrace.server.deploy.client.AwsException;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.BucketCalls;
import io.millrace.server.deploy.client.CloudFormationCalls;
import io.millrace.server.deploy.client.DeployedStack;
import io.millrace.server.deploy.client.StackChange;
import io.millrace.server.deploy.client.StackChange.TemplateSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Makes a stack what a template says, through the API that any client uses: creates it, or updates it, and watches.
/// A stack that can become nothing any more, because its first creation failed, is deleted first.
///
/// One thread.
public final class Deployment {
    /// A stack in one of these can only be deleted; REVIEW_IN_PROGRESS is one that only has a change set.
    private static final Set<String> DEAD =
            Set.of("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS");

    private final CloudFormationCalls calls;
    private final Assets assets;
    private final Steps steps;
    private final EventFeed feed;
    private final PrintWriter out;

    public Deployment(AwsHttp http, Steps steps, PrintWriter out) {
        this.calls = new CloudFormationCalls(http);
        this.assets = new Assets(new BucketCalls(http), http.region());
        this.steps = steps;
        this.feed = new EventFeed(calls, steps);
        this.out = out;
    }

    /// @param scratch folder for files on the way; the caller's to delete
    /// @throws IOException with a message for the user when the server refuses, or does not answer
    public Outcome run(DeployRequest request, Path scratch) throws IOException, InterruptedException {
        TemplateSource template = assets.upload(request.template(), scratch);
        Optional<DeployedStack> present = calls.describe(request.stack());
        if (present.filter(stack -> DEAD.contains(stack.status())).isPresent()) {
            Optional<Outcome> failure = clear(present.get());
            if (failure.isPresent()) {
                return failure.get();
            }
            present = Optional.empty();
        }
        return present.isPresent() ? update(present.get(), request, template) : create(request, template);
    }

    private Outcome create(DeployRequest request, TemplateSource template) throws IOException, InterruptedException {
        String id = calls.create(
                new StackChange(request.stack(), template, request.parameters(), Set.of(), request.rollback()));
        steps.expect(count(request, id));
        return outcome(id, feed.follow(id, ""));
    }

    private Outcome update(DeployedStack present, DeployRequest request, TemplateSource template)
            throws IOException, InterruptedException {
        Set<String> previous = new LinkedHashSet<>(present.parameters());
        previous.retainAll(request.template().parameters());
        previous.removeAll(request.parameters().keySet());
        String known = calls.newestEvent(present.id());
        Optional<String> id = calls.update(
                new StackChange(request.stack(), template, request.parameters(), previous, request.rollback()));
        if (id.isEmpty()) {
            return new Outcome.Unchanged(present);
        }
        return outcome(present.id(), feed.follow(present.id(), known));
    }

    private Optional<Outcome> clear(DeployedStack dead) throws IOException, InterruptedException {
        out.println("Stack " + dead.name() + " is " + dead.status() + ": it is deleted and made again.");
        String known = calls.newestEvent(dead.id());
        calls.delete(dead.id());
        EventFeed.Ended ended = feed.follow(dead.id(), known);
        return ended.is("DELETE_COMPLETE") ? Optional.empty() : Optional.of(failed(ended));
    }

    private Outcome outcome(String id, EventFeed.Ended ended) throws IOException, InterruptedException {
        if (!ended.is("CREATE_COMPLETE", "UPDATE_COMPLETE")) {
            return failed(ended);
        }
        return new Outcome.Done(settled(id), ended.resources());
    }

    /// The event that tells of an end is written a moment before the stack that has the outputs.
    private DeployedStack settled(String id) throws IOException, InterruptedException {
        long end = System.nanoTime()
                + Duration.ofSeconds(Limit.DEPLOY_START_SECONDS.value()).toNanos();
        while (true) {
            DeployedStack stack =
                    calls.describe(id).orElseThrow(() -> new IOException("Stack " + id + " was deleted meanwhile"));
            if (!stack.status().endsWith("_IN_PROGRESS") || System.nanoTime() - end > 0) {
                return stack;
            }
            TimeUnit.MILLISECONDS.sleep(Limit.DEPLOY_POLL_MIN_MILLIS.value());
        }
    }

    static Outcome.Failed failed(EventFeed.Ended ended) {
        return new Outcome.Failed(ended.last().status(), ended.failed(), ended.reason());
    }

    /// How many resources there will be, at most: a transform makes more than the template names.
    private int count(DeployRequest request, String id) throws IOException, InterruptedException {
        JsonNode template = request.template().document();
        if (template.has("Transform")) {
            try {
                template = DocumentReader.cloudFormation(
                                Limit.TEMPLATE_BYTES, Limit.TEMPLATE_VALUES, Limit.TEMPLATE_DEPTH)
                        .read(calls.processedTemplate(id).getBytes(StandardCharsets.UTF_8));
            } catch (AwsException | DocumentException notKnown) {
                return 0;
            }
        }
        return template.path("Resources").size();
    }
}
