package io.millrace.backends.tables;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file of rows that are durable before the database's file has them: groups, each whole or absent after a crash.
/// Read only at a start after a crash; deleted when the database's file has its rows.
///
/// A group is its length, its CRC-32C and its rows; each row its tree, its key and its value with their lengths.
final class Redo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redo.class);
    private static final String PREFIX = "redo-";
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int DELETED = -1;

    private final Path file;
    private final FileChannel channel;
    private long end;
    private boolean dirty;

    private Redo(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Redo create(Path folder, long number) throws IOException {
        Path file = folder.resolve(PREFIX + "%019d".formatted(number));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try {
            AtomicFile.forceFolder(folder);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
        return new Redo(file, channel);
    }

    /// Files of this kind, the oldest first.
    static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
    }

    static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(PREFIX.length()));
    }

    Path file() {
        return file;
    }

    /// Writes a group and forces it to disk. One that fails leaves nothing: if it cannot be cut off now, it is before
    /// the next is written.
    void append(List<Row> rows) throws IOException {
        finish();
        dirty = true;
        try {
            ByteBuffer group = encode(rows);
            long at = end;
            while (group.hasRemaining()) {
                at += channel.write(group, at);
            }
            channel.force(false);
            end = at;
            dirty = false;
        } catch (IOException e) {
            try {
                cutOff();
            } catch (IOException later) {
                e.addSuppressed(later);
            }
            throw e;
        }
    }

    /// Makes sure that nothing lies behind the last whole group.
    void finish() throws IOException {
        if (dirty) {
            cutOff();
        }
    }

    private void cutOff() throws IOException {
        channel.truncate(end);
        channel.force(true);
        dirty = false;
    }

    /// For a file without rows. One that stays is taken for what it is at the next start.
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("A file of rows stays: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static ByteBuffer encode(List<Row> rows) {
        int bytes = HEAD_BYTES;
        for (Row row : rows) {
            bytes += 3 * Integer.BYTES + row.key().length + (row.isDeleted() ? 0 : row.value().length);
        }
        ByteBuffer group = ByteBuffer.allocate(bytes).position(HEAD_BYTES);
        for (Row row : rows) {
            group.putInt(row.tree()).putInt(row.key().length).put(row.key());
            if (row.isDeleted()) {
                group.putInt(DELETED);
            } else {
                group.putInt(row.value().length).put(row.value());
            }
        }
        CRC32C checksum = new CRC32C();
        checksum.update(group.array(), HEAD_BYTES, bytes - HEAD_BYTES);
        return group.putInt(0, bytes - HEAD_BYTES)
                .putInt(Integer.BYTES, (int) checksum.getValue())
                .flip();
    }

    /// Gives all rows of a file, in the order in which they were written.
    ///
    /// @param last whether its last group may be incomplete: nothing was written behind it
    /// @throws IOException when it is damaged
    static void replay(Path file, boolean last, Consumer<Row> action) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long position = 0;
            long size = channel.size();
            while (position < size) {
                List<Row> rows = read(channel, position, size);
                if (rows == null) {
                    requireTorn(file, channel, position, last);
                    return;
                }
                rows.forEach(action);
                position += HEAD_BYTES + length(channel, position);
            }
        }
    }

    private static void requireTorn(Path file, FileChannel channel, long position, boolean last) throws IOException {
        int length = length(channel, position);
        // A group is forced before the next is written, so whatever lies behind one says that it was whole once.
        boolean isLastGroup = length <= 0 || position + HEAD_BYTES + length >= channel.size();
        if (!last || !isLastGroup) {
            throw new IOException("%s is damaged at byte %d".formatted(file, position));
        }
    }

    private static int length(FileChannel channel, long position) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
        return read(channel, head, position) ? head.getInt(0) : -1;
    }

    /// The rows of a group; null when it is not whole.
    private static List<Row> read(FileChannel channel, long position, long size) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        if (!read(channel, head, position) || head.getInt(0) <= 0 || head.getInt(0) > size - position - HEAD_BYTES) {
            return null;
        }
        ByteBuffer group = ByteBuffer.allocate(head.getInt(0));
        CRC32C checksum = new CRC32C();
        if (!read(channel, group, position + HEAD_BYTES)) {
            return null;
        }
        checksum.update(group.array());
        return (int) checksum.getValue() == head.getInt(Integer.BYTES) ? decode(group.flip()) : null;
    }

    private static boolean read(FileChannel channel, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Row> decode(ByteBuffer group) {
        List<Row> rows = new ArrayList<>();
        while (group.hasRemaining()) {
            int tree = group.getInt();
            byte[] key = new byte[group.getInt()];
            group.get(key);
            int length = group.getInt();
            byte[] value = length == DELETED ? null : new byte[length];
            if (value != null) {
                group.get(value);
            }
            rows.add(new Row(tree, key, value));
        }
        return rows;
    }
}
