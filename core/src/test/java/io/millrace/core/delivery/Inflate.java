package io.millrace.core.delivery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyInputStream;

/// Reads compressed objects with other code than wrote them, where there is any.
final class Inflate {
    private Inflate() {}

    /// By the key's extension and, for Snappy, the form of the content.
    static byte[] inflate(String key, byte[] content) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(content);
            if (key.endsWith(".gz")) {
                return new GZIPInputStream(in).readAllBytes();
            }
            if (key.endsWith(".zip")) {
                ZipInputStream zip = new ZipInputStream(in);
                zip.getNextEntry();
                byte[] bytes = zip.readAllBytes();
                if (zip.getNextEntry() != null) {
                    throw new IllegalArgumentException("more than one entry");
                }
                return bytes;
            }
            if (!key.endsWith(".snappy") || content.length == 0) {
                return content;
            }
            return content[0] == (byte) 0x82 ? new SnappyInputStream(in).readAllBytes() : hadoopBlocks(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hadoop's SnappyCodec: per block the bytes before compression, then chunks, each of its compressed bytes and
    /// itself.
    private static byte[] hadoopBlocks(ByteArrayInputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataInputStream data = new DataInputStream(in);
        while (data.available() > 0) {
            int plain = data.readInt();
            int had = out.size();
            while (out.size() - had < plain) {
                out.writeBytes(Snappy.uncompress(data.readNBytes(data.readInt())));
            }
        }
        return out.toByteArray();
    }
}
