package io.millrace.server.aws.iam;

import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.function.Function;

/// A page of a listing in order of text keys; its marker is the last key that was shown.
///
/// @param after keys behind this one; empty for all
/// @param limit at most so many
record IamPage(String after, int limit) {
    /// `IsTruncated`, `Marker` when there is more, and the page.
    ///
    /// @param all in order of their keys
    <T> String xml(String name, List<T> all, Function<T, String> key, Function<T, String> inner) {
        List<T> rest = all.stream()
                .filter(one -> after.isEmpty() || key.apply(one).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        boolean more = rest.size() > limit;
        List<T> shown = more ? rest.subList(0, limit) : rest;
        QueryXml xml = new QueryXml().bool("IsTruncated", more);
        if (more) {
            xml.text("Marker", key.apply(shown.getLast()));
        }
        return xml.list(name, "member", shown, inner).toString();
    }
}
