package io.millrace.server.deploy.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes a zip that depends on nothing but what is put in: no times, no owner, only whether a file may be executed,
/// which the JDK's own writer cannot say. At most 65,535 files and 4 GiB.
///
/// One thread.
///
/// Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>
final class ZipWriter {
    private static final int LOCAL = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    private static final short MADE_ON_UNIX = (3 << 8) | VERSION;
    private static final short SIZES_FOLLOW_AND_UTF8 = 0x0808;
    private static final short DEFLATED = 8;
    /// 1 January 1980, the first day that a zip can name.
    private static final short DATE = (1 << 5) | 1;

    private static final int REGULAR = 0100644;
    private static final int EXECUTABLE = 0100755;
    private static final int CHUNK_BYTES = 64 << 10;

    private final OutputStream out;
    private final ByteArrayOutputStream central = new ByteArrayOutputStream();
    private long written;
    private int files;

    /// @param out stays open
    ZipWriter(OutputStream out) {
        this.out = out;
    }

    /// @param name with slashes, relative
    /// @return bytes of the content
    long add(String name, InputStream content, boolean executable) throws IOException {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        long at = written;
        write(part(30 + nameBytes.length)
                .putInt(LOCAL)
                .putShort(VERSION)
                .putShort(SIZES_FOLLOW_AND_UTF8)
                .putShort(DEFLATED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) nameBytes.length)
                .putShort((short) 0)
                .put(nameBytes));
        long start = written;
        CRC32 crc = new CRC32();
        long size = deflate(content, crc);
        long packed = written - start;
        write(part(16).putInt(DESCRIPTOR)
                .putInt((int) crc.getValue())
                .putInt((int) packed)
                .putInt((int) size));
        central.write(part(46 + nameBytes.length)
                .putInt(CENTRAL)
                .putShort(MADE_ON_UNIX)
                .putShort(VERSION)
                .putShort(SIZES_FOLLOW_AND_UTF8)
                .putShort(DEFLATED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt((int) crc.getValue())
                .putInt((int) packed)
                .putInt((int) size)
                .putShort((short) nameBytes.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt((executable ? EXECUTABLE : REGULAR) << 16)
                .putInt((int) at)
                .put(nameBytes)
                .array());
        files++;
        return size;
    }

    /// Writes what a zip ends with.
    void finish() throws IOException {
        long at = written;
        write(ByteBuffer.wrap(central.toByteArray()));
        write(part(22).putInt(END)
                .putInt(0)
                .putShort((short) files)
                .putShort((short) files)
                .putInt(central.size())
                .putInt((int) at)
                .putShort((short) 0));
    }

    private long deflate(InputStream content, CRC32 crc) throws IOException {
        long size = 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        byte[] packed = new byte[CHUNK_BYTES];
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                size += count;
                crc.update(chunk, 0, count);
                deflater.setInput(chunk, 0, count);
                while (!deflater.needsInput()) {
                    drain(deflater, packed);
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                drain(deflater, packed);
            }
        }
        return size;
    }

    private void drain(Deflater deflater, byte[] packed) throws IOException {
        int count = deflater.deflate(packed);
        out.write(packed, 0, count);
        written += count;
    }

    private void write(ByteBuffer part) throws IOException {
        byte[] bytes = new byte[part.capacity()];
        part.get(0, bytes);
        out.write(bytes);
        written += bytes.length;
    }

    private static ByteBuffer part(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
