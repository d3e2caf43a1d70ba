package io.millrace.server.runtime;

import io.millrace.core.function.RuntimeApi;
import io.millrace.core.limit.Limit;
import io.millrace.server.http.EventLoops;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.ListenerSettings;

/// Lambda's Runtime API: a loopback port for each function process, so that a process is known by the port that it asks
/// at. A port takes what any process of this machine sends to it, as everything else that listens on loopback does.
///
/// Opening blocks for a moment and may not be done on an event loop; closing cuts off what is under way there and waits
/// for nothing. At most one answer of [Limit#FUNCTION_PAYLOAD_BYTES] waits in memory per process, and as much again.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>
public final class RuntimeApiDoor implements RuntimeApi {
    private final EventLoops loops;

    public RuntimeApiDoor(EventLoops loops) {
        this.loops = loops;
    }

    /// @throws IllegalStateException when there is no free port, or the program is closing
    @Override
    public Endpoint open(Worker worker) {
        HttpListener listener = loops.listen(
                ListenerSettings.forOneProcess(2 * Limit.FUNCTION_PAYLOAD_BYTES.value()), new RuntimeCalls(worker));
        return new OpenEndpoint("127.0.0.1:" + listener.port(), listener);
    }

    private record OpenEndpoint(String address, HttpListener listener) implements Endpoint {
        @Override
        public void close() {
            listener.closeSoon();
        }
    }
}
