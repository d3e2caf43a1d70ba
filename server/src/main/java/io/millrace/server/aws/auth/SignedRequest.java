package io.millrace.server.aws.auth;

import io.millrace.server.http.Exchange;
import java.util.List;
import java.util.Map;

/// What of a request a signature covers beside its body, all of it as it came over the wire: one char is one byte.
interface SignedRequest {
    String method();

    /// Still percent-encoded.
    String path();

    /// Still percent-encoded, without `?`.
    String query();

    /// All values of a header in order; its name is given in lower case.
    List<String> headerValues(String name);

    /// In order, names as sent.
    List<Map.Entry<String, String>> headers();

    /// Whether who sent it is on this machine.
    boolean isFromThisMachine();

    /// The first value of a header, or null.
    default String header(String name) {
        List<String> values = headerValues(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    static SignedRequest of(Exchange exchange) {
        return new OfExchange(exchange);
    }

    /// A request on its way through the listener.
    record OfExchange(Exchange exchange) implements SignedRequest {
        @Override
        public String method() {
            return exchange.method();
        }

        @Override
        public boolean isFromThisMachine() {
            return exchange.isFromThisMachine();
        }

        @Override
        public String path() {
            return exchange.path();
        }

        @Override
        public String query() {
            return exchange.query();
        }

        @Override
        public List<String> headerValues(String name) {
            List<String> values = exchange.headerValues(name);
            // HTTP/2 carries the host in :authority.
            return values.isEmpty() && name.equals("host") ? List.of(exchange.host()) : values;
        }

        @Override
        public List<Map.Entry<String, String>> headers() {
            return exchange.headers();
        }
    }
}
