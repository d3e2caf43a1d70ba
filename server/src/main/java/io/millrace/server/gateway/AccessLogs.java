package io.millrace.server.gateway;

import io.millrace.core.resource.apigateway.Stage;
import io.millrace.server.gateway.live.MappedCall;
import io.millrace.server.gateway.mapping.VariableText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes a line for each request of a stage that wants one. Never waits: what the log does not take is lost.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html>
public final class AccessLogs {
    private static final String UNSET = "-";

    private final Sink sink;
    private final Map<String, VariableText> formats = new ConcurrentHashMap<>();

    /// Where lines go.
    @FunctionalInterface
    public interface Sink {
        /// @param destinationArn of a log group
        /// @param stream of the log group
        void write(String destinationArn, String stream, String line);
    }

    AccessLogs(Sink sink) {
        this.sink = sink;
    }

    void write(Stage stage, MappedCall call) {
        stage.accessLog().ifPresent(log -> {
            String line =
                    formats.computeIfAbsent(log.format(), VariableText::of).render(call.mappingInput(), UNSET);
            sink.write(log.destinationArn(), stage.apiId() + "/" + stage.name(), line);
        });
    }
}
