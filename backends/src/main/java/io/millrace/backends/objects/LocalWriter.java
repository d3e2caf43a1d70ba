package io.millrace.backends.objects;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An object under way: a file in the folder for temporary ones until [LocalObjects] moves it to its place.
final class LocalWriter implements ObjectWriter {
    private final LocalObjects store;
    private final String bucket;
    private final String key;
    private final ObjectHeaders headers;
    private final Map<String, String> kept;
    private final Path temporary;
    private final FileChannel channel;
    private final Optional<MessageDigest> md5;
    private final ByteBuffer buffer = ByteBuffer.allocate(Limit.OBJECT_BUFFER_BYTES.intValue());
    private boolean done;

    LocalWriter(LocalObjects store, String bucket, String key, ObjectHeaders headers, Path temporary)
            throws IOException {
        this.store = store;
        this.bucket = bucket;
        this.key = key;
        this.headers = headers;
        this.kept = new LinkedHashMap<>(headers.kept());
        this.md5 = headers.etag().isPresent() ? Optional.empty() : Optional.of(Md5.digest());
        this.temporary = temporary;
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    String bucket() {
        return bucket;
    }

    String key() {
        return key;
    }

    Path temporary() {
        return temporary;
    }

    ObjectHeaders headers() {
        return new ObjectHeaders(headers.contentType(), kept, headers.etag());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(left, buffer.remaining());
            buffer.put(bytes, at, count);
            at += count;
            left -= count;
        }
    }

    private void flush() {
        buffer.flip();
        md5.ifPresent(digest -> digest.update(buffer.array(), 0, buffer.limit()));
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UnavailableException("The object store could not write: " + e.getMessage(), e);
        }
        buffer.clear();
    }

    @Override
    public void keep(String name, String value) {
        kept.put(name, value);
    }

    @Override
    public StoredObject commit() {
        return commit(Condition.NONE);
    }

    @Override
    public StoredObject commit(Condition condition) {
        if (done) {
            throw new IllegalStateException("Committed or closed already");
        }
        flush();
        String etag = md5.map(digest -> HexFormat.of().formatHex(digest.digest()))
                .or(headers::etag)
                .orElseThrow();
        StoredObject stored = store.commit(this, etag, condition, this::force);
        done = true;
        return stored;
    }

    /// Once more after the time of change was set, so that it lasts too.
    private void force() throws IOException {
        channel.force(true);
        channel.close();
    }

    @Override
    public void close() {
        if (!done) {
            done = true;
            try {
                channel.close();
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new UnavailableException("A temporary file could not be removed: " + e.getMessage(), e);
            }
        }
    }
}
