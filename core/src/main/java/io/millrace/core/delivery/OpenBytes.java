package io.millrace.core.delivery;

import io.millrace.core.delivery.compression.Compression;
import io.millrace.core.delivery.compression.ObjectSink;
import io.millrace.core.resource.firehose.CompressionFormat;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/// An object of bytes under way. Owned by one thread.
final class OpenBytes implements OpenObject {
    private final ObjectWriter writer;
    private final ObjectSink sink;
    private long bytes;
    private long records;

    /// @param time of the oldest record, as in the key
    OpenBytes(ObjectStore store, Target target, CompressionFormat format, LocalDateTime time) {
        writer = store.writer(target.bucket(), target.key(), headers(format, target.entityTag()));
        sink = Compression.open(format, writer, target.fileName(), time);
    }

    /// Adds one record with what follows it.
    void add(byte[] record, byte[] delimiter) {
        sink.write(record, 0, record.length);
        if (delimiter.length > 0) {
            sink.write(delimiter, 0, delimiter.length);
        }
        bytes += record.length + delimiter.length;
        records++;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public void commit() {
        sink.finish();
        writer.commit();
    }

    @Override
    public void release() {
        sink.release();
        writer.close();
    }

    private static ObjectHeaders headers(CompressionFormat format, String entityTag) {
        Map<String, String> kept = format.contentEncoding()
                .map(encoding -> Map.of("content-encoding", encoding))
                .orElse(Map.of());
        return new ObjectHeaders(ObjectHeaders.OCTET_STREAM, kept, Optional.of(entityTag));
    }
}
