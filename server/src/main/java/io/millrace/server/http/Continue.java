package io.millrace.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// The `100 Continue` that a client waits for before it sends its body. It is sent when somebody wants the body, so a
/// request that is refused unread is answered at once and alone: some clients lose an answer that comes in one packet
/// with the 100. On the event loop.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#name-expect>
final class Continue {
    private final HttpServerRequest request;
    private boolean owed;

    Continue(HttpServerRequest request) {
        this.request = request;
        owed = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    /// The body is wanted.
    void send() {
        if (owed && !request.response().ended() && !request.response().closed()) {
            request.response().writeContinue();
        }
        owed = false;
    }

    /// Whether the client still waits: it may send its body now or not, so its connection cannot be used again. (Over
    /// HTTP/2 that is a matter of the stream.)
    boolean spoilsConnection() {
        return owed && request.version() != HttpVersion.HTTP_2;
    }
}
