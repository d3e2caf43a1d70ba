package io.millrace.server;

import io.millrace.core.function.FunctionLog;
import io.millrace.server.gateway.AccessLogs;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Access logs of REST APIs in log groups. Lines of another destination are lost; stages are refused it when it is set.
final class AccessLogSink implements AccessLogs.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLogSink.class);
    private static final Pattern GROUP =
            Pattern.compile("arn:[a-z-]+:logs:([a-z0-9-]{1,32}):[0-9]*:log-group:([^:]+)(?::\\*)?");

    private final FunctionLog groups;
    private final InstantSource clock;

    AccessLogSink(FunctionLog groups, InstantSource clock) {
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public void write(String destinationArn, String stream, String line) {
        Matcher group = GROUP.matcher(destinationArn);
        if (group.matches()) {
            FunctionLog.Line event = new FunctionLog.Line(clock.millis(), line);
            CompletableFuture<Void> ignored = groups.append(group.group(1), group.group(2), stream, List.of(event))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.debug("A line of an access log was lost: {}", failure.getMessage());
                        }
                    });
        }
    }
}
