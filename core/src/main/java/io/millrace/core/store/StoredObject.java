package io.millrace.core.store;

import java.time.Instant;

/// What is known of an object.
///
/// @param key as put
/// @param bytes size of its content
/// @param etag entity tag without quotes: the MD5 of the content in hex, or as given by the headers
/// @param lastModified when it was committed
/// @param headers as given
public record StoredObject(String key, long bytes, String etag, Instant lastModified, ObjectHeaders headers) {}
