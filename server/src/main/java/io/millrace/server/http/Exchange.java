package io.millrace.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One request and its answer: of a client over HTTP, or of a part of this program that calls a door without the
/// network. Choose one way to read the body ([#withBody] on the event loop, [#blocking] with [#bodyStream] on a virtual
/// thread) and one way to answer ([#send] or [#sendStream]); the first answer counts, later ones are ignored.
///
/// Everything is as it came over the wire: the path and the query are not decoded. Nothing here may be kept after the
/// answer.
public sealed interface Exchange permits HttpExchange, InnerExchange {
    /// `GET`, `PUT`…, in upper case.
    String method();

    /// The path as sent, still percent-encoded.
    String path();

    /// The query as sent, without `?`; empty when there is none.
    String query();

    /// The first value of a header.
    Optional<String> header(String name);

    /// All values of a header, in order.
    List<String> headerValues(String name);

    /// All headers in order, names as sent.
    List<Map.Entry<String, String>> headers();

    /// The host that the client means, with its port where it named one: the Host header, or `:authority`.
    String host();

    /// The id that what is made shall have, when a part of this program asks and has decided it before; never a
    /// client's.
    default Optional<String> plannedId() {
        return Optional.empty();
    }

    /// Address of the other side of the connection.
    String remoteAddress();

    /// Whether the other side is on this machine: it came over loopback, or from the very address that it came to.
    boolean isFromThisMachine();

    /// The declared length of the body; empty when it is chunked or there is none.
    Optional<String> contentLength();

    /// Collects the whole body and hands it on, on the event loop. A body over `bytesMax` goes to `tooLarge` and closes
    /// the connection after the answer.
    void withBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge);

    /// As [#withBody], but what is too large is read to its end first, up to four times the bound: some clients look
    /// for
    /// no answer before they have sent all.
    void withWholeBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge);

    /// Runs work that may block, on a virtual thread, once the body was collected or when there is none to read.
    void blocking(BlockingWork work);

    /// Runs a short task where the exchange belongs, on its event loop: now when called there, else soon. A task that
    /// fails is answered as one of [#blocking].
    void onLoop(Runnable task);

    /// As [#blocking], with the body waiting unread until the work asks for [#bodyStream].
    void streaming(BlockingWork work);

    /// The body as it comes, within [#streaming]; the socket is read only as fast as this is.
    InputStream bodyStream();

    /// Answers whole. May be called from any thread.
    void send(Response answer);

    /// Whether an answer was given or begun.
    boolean isAnswered();

    /// Begins an answer whose body comes bit by bit, from within [#blocking] or [#streaming]. Writing blocks while the
    /// client does not
    /// read.
    ///
    /// @param head status and headers; its body is ignored; chunked unless it has a Content-Length
    AnswerStream sendStream(Response head) throws IOException;

    /// Work on a virtual thread.
    @FunctionalInterface
    interface BlockingWork {
        void run() throws Exception;
    }
}
