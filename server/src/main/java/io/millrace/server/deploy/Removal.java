package io.millrace.server.deploy;

import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.BucketCalls;
import io.millrace.server.deploy.client.CloudFormationCalls;
import io.millrace.server.deploy.client.DeployedStack;
import io.millrace.server.deploy.client.StackedResource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/// Deletes a stack and watches, through the API that any client uses. One thread.
public final class Removal {
    private final CloudFormationCalls calls;
    private final BucketCalls buckets;
    private final EventFeed feed;
    private final PrintWriter out;

    public Removal(AwsHttp http, Steps steps, PrintWriter out) {
        this.calls = new CloudFormationCalls(http);
        this.buckets = new BucketCalls(http);
        this.feed = new EventFeed(calls, steps);
        this.out = out;
    }

    /// @param emptyBuckets whether the objects in its buckets go with it
    /// @return empty when there is no such stack
    public Optional<Outcome> run(String name, boolean emptyBuckets) throws IOException, InterruptedException {
        Optional<DeployedStack> stack = calls.describe(name);
        if (stack.isEmpty()) {
            return Optional.empty();
        }
        if (emptyBuckets) {
            empty(stack.get().id());
        }
        Outcome outcome = delete(stack.get().id());
        if (emptyBuckets
                && outcome instanceof Outcome.Failed
                && empty(stack.get().id()) > 0) {
            // What was on its way when the buckets were emptied has arrived; nothing sends more by now.
            outcome = delete(stack.get().id());
        }
        return Optional.of(outcome);
    }

    private Outcome delete(String id) throws IOException, InterruptedException {
        String known = calls.newestEvent(id);
        calls.delete(id);
        EventFeed.Ended ended = feed.follow(id, known);
        return ended.is("DELETE_COMPLETE") ? new Outcome.Deleted(ended.resources()) : Deployment.failed(ended);
    }

    private long empty(String stack) throws IOException, InterruptedException {
        long deleted = 0;
        for (StackedResource resource : calls.resources(stack)) {
            if (resource.isThere() && resource.isStack()) {
                deleted += empty(resource.physicalId());
            } else if (resource.isThere() && resource.isBucket()) {
                long objects = buckets.empty(resource.physicalId());
                if (objects > 0) {
                    out.printf(Locale.ROOT, "Deleted %,d objects of bucket %s.%n", objects, resource.physicalId());
                }
                deleted += objects;
            }
        }
        return deleted;
    }
}
