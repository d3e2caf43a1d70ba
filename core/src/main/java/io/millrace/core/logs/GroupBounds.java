package io.millrace.core.logs;

import io.millrace.core.limit.Limit;

/// How much a log group may take.
///
/// @param groupBytes on disk
/// @param checkBytes appended between two looks at that
/// @param chunkBytes between two entries of its index
/// @param streams log streams
record GroupBounds(long groupBytes, long checkBytes, long chunkBytes, int streams) {
    /// What holds outside of tests.
    static final GroupBounds DEFAULT = new GroupBounds(
            Limit.LOGS_GROUP_BYTES.value(),
            Limit.LOGS_CHECK_BYTES.value(),
            Limit.LOGS_CHUNK_BYTES.value(),
            Limit.LOGS_GROUP_STREAMS.intValue());

    /// From here on the oldest events are dropped: what is appended until that is done must still fit.
    long dropFromBytes() {
        return groupBytes - 4 * checkBytes;
    }

    /// What is left then.
    long keptBytes() {
        return groupBytes - groupBytes / 4;
    }
}
