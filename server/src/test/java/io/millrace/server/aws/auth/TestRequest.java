package io.millrace.server.aws.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A request as it would come over the wire, written down.
record TestRequest(String method, String path, String query, List<Map.Entry<String, String>> headers)
        implements SignedRequest {
    /// @param target path and query
    /// @param headers name, value, name, value…
    static TestRequest of(String method, String target, String... headers) {
        int mark = target.indexOf('?');
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            entries.add(Map.entry(headers[i], headers[i + 1]));
        }
        return new TestRequest(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                List.copyOf(entries));
    }

    TestRequest with(String name, String value) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(headers);
        entries.add(Map.entry(name, value));
        return new TestRequest(method, path, query, entries);
    }

    /// The same with another value for a header that is there once.
    TestRequest replacing(String name, String value) {
        return without(name).with(name, value);
    }

    TestRequest without(String name) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(headers);
        entries.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        return new TestRequest(method, path, query, entries);
    }

    TestRequest withPath(String other) {
        return new TestRequest(method, other, query, headers);
    }

    TestRequest withQuery(String other) {
        return new TestRequest(method, path, other, headers);
    }

    @Override
    public boolean isFromThisMachine() {
        return false;
    }

    @Override
    public List<String> headerValues(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
