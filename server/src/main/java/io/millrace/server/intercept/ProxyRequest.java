package io.millrace.server.intercept;

import io.millrace.core.limit.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client asks the proxy for: `CONNECT host:port HTTP/1.1` and headers, of which none matters.
///
/// @param host in normal form; an IPv6 address without its brackets
/// @param rest bytes that came after the request, meant for the host
record ProxyRequest(String host, int port, byte[] rest) {
    private static final Pattern LINE = Pattern.compile("([!-~]{1,32}) ([!-~]+) HTTP/1\\.[01]");
    private static final Pattern TARGET =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,254}):([0-9]{1,5})");
    private static final int PORT_MAX = 65_535;
    private static final int READ_BYTES = 4 << 10;

    /// What the proxy will not do, in the words of HTTP.
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String reason;

        Refusal(int status, String reason, String message) {
            super(message, null, false, false);
            this.status = status;
            this.reason = reason;
        }

        int status() {
            return status;
        }

        String reason() {
            return reason;
        }
    }

    /// Has the next read last no longer than there is time left.
    @FunctionalInterface
    interface Patience {
        void limitNextRead() throws IOException;
    }

    /// Reads a request and whatever has come behind it.
    ///
    /// @return null when the client left without a word
    static ProxyRequest read(InputStream in, Patience patience) throws IOException, Refusal {
        int bytesMax = Limit.HTTP_LINE_BYTES.intValue() + Limit.HTTP_HEADER_BYTES.intValue();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] buffer = new byte[READ_BYTES];
        while (true) {
            int count;
            try {
                patience.limitNextRead();
                count = in.read(buffer);
            } catch (SocketTimeoutException e) {
                throw new Refusal(408, "Request Timeout", "The request took too long to arrive");
            }
            if (count < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new Refusal(400, "Bad Request", "The request ended in its middle");
            }
            int from = Math.max(0, head.size() - 3);
            head.write(buffer, 0, count);
            // One char is one byte.
            String text = head.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n", from);
            if (end >= 0 ? end > bytesMax : text.length() > bytesMax) {
                throw new Refusal(431, "Request Header Fields Too Large", "A request may have " + bytesMax + " bytes");
            }
            requireLine(text);
            if (end >= 0) {
                return parse(text.substring(0, text.indexOf("\r\n")), text.substring(end + 4));
            }
        }
    }

    /// Refuses what is not HTTP before it is read to its end, which may never come.
    private static void requireLine(String text) throws Refusal {
        int end = text.indexOf('\n');
        if ((end < 0 ? text.length() : end) > Limit.HTTP_LINE_BYTES.intValue()) {
            throw new Refusal(
                    414, "URI Too Long", "A request line may have " + Limit.HTTP_LINE_BYTES.value() + " bytes");
        }
        if (end >= 0 && !LINE.matcher(text.substring(0, end).stripTrailing()).matches()) {
            throw new Refusal(400, "Bad Request", "This is not a request of HTTP/1.1");
        }
    }

    private static ProxyRequest parse(String line, String rest) throws Refusal {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new Refusal(400, "Bad Request", "This is not a request of HTTP/1.1");
        }
        if (!parts.group(1).equals("CONNECT")) {
            throw new Refusal(
                    405,
                    "Method Not Allowed",
                    "This proxy knows only CONNECT: it is for HTTPS; plain HTTP needs no proxy here");
        }
        Matcher target = TARGET.matcher(parts.group(2));
        int port = target.matches() ? Integer.parseInt(target.group(2)) : 0;
        if (port < 1 || port > PORT_MAX) {
            throw new Refusal(400, "Bad Request", "CONNECT takes host:port, the port from 1 to " + PORT_MAX);
        }
        String host = target.group(1);
        return new ProxyRequest(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : AwsHosts.normal(host),
                port,
                rest.getBytes(StandardCharsets.ISO_8859_1));
    }
}
