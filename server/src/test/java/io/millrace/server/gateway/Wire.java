package io.millrace.server.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Requests and answers as bytes on a socket, so that nothing mends them on the way.
final class Wire {
    private static final int PATIENCE_MILLIS = 30_000;

    private Wire() {}

    /// An answer as it came.
    ///
    /// @param head status line and headers
    /// @param bytes of the body, out of its chunks
    record Answer(int status, String head, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /// All values of a header, in order.
        List<String> headers(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .toList();
        }

        /// The one value of a header; nothing when it is not there, or not once.
        String header(String name) {
            List<String> all = headers(name);
            return all.size() == 1 ? all.getFirst() : "";
        }
    }

    /// @param head request line and headers, each with its line end, without the empty line
    static Answer send(int port, String head, byte[] body) {
        byte[] start = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(all);
            socket.getOutputStream().flush();
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param answer whole, as one that ends with its connection
    static Answer parse(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || end < 0) {
            throw new IllegalStateException("No answer of HTTP: " + text);
        }
        String head = text.substring(0, end);
        byte[] body = Arrays.copyOfRange(answer, end + 4, answer.length);
        Answer whole = new Answer(Integer.parseInt(text.substring(9, 12)), head, body);
        return whole.header("Transfer-Encoding").equals("chunked")
                ? new Answer(whole.status(), head, unchunked(text, end + 4))
                : whole;
    }

    private static byte[] unchunked(String text, int from) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                throw new IllegalStateException("An answer that broke off after " + body.size() + " bytes");
            }
            int size = Integer.parseInt(text, at, line, 16);
            if (size == 0) {
                return body.toByteArray();
            }
            body.writeBytes(text.substring(line + 2, line + 2 + size).getBytes(StandardCharsets.ISO_8859_1));
            at = line + 2 + size + 2;
        }
    }
}
