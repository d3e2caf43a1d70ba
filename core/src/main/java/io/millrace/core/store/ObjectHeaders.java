package io.millrace.core.store;

import java.util.Map;
import java.util.Optional;

/// What is kept beside an object's bytes and given back as it was.
///
/// @param contentType as sent; `application/octet-stream` where nothing was said
/// @param kept other headers of the object by lower-case name: `content-encoding`, `cache-control`,
/// `content-disposition`, `x-amz-meta-…`, `x-amz-checksum-…`
/// @param etag the entity tag without quotes where it is not the MD5 of the content (an object of several
///     parts, or one whose writer has a cheaper name for its content)
public record ObjectHeaders(String contentType, Map<String, String> kept, Optional<String> etag) {
    public static final String OCTET_STREAM = "application/octet-stream";
    public static final ObjectHeaders NONE = new ObjectHeaders(OCTET_STREAM, Map.of(), Optional.empty());

    public ObjectHeaders {
        kept = Map.copyOf(kept);
    }
}
