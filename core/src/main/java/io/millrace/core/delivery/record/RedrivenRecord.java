package io.millrace.core.delivery.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A record from an error object, as it lies in a delivery stream's stream of redriven records. It says where it was
/// taken from: what tells a restart how far the object was worked through.
///
/// @param key of the error object
/// @param etag of the error object
/// @param line in it, from 0
/// @param pastFunction whether its data were transformed already
/// @param data as it was put, or as the function left it
public record RedrivenRecord(String key, String etag, long line, boolean pastFunction, byte[] data) {
    private static final byte VERSION = 1;

    /// As kept in the log.
    public byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + key.length() + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(key);
            out.writeUTF(etag);
            out.writeLong(line);
            out.writeBoolean(pastFunction);
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /// Reads what [#write] wrote, also by an earlier version of the program.
    public static RedrivenRecord read(byte[] kept) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept))) {
            if (in.readByte() != VERSION) {
                throw new IllegalStateException(
                        "A redriven record of version " + kept[0] + ": was this data written by a later version?");
            }
            return new RedrivenRecord(in.readUTF(), in.readUTF(), in.readLong(), in.readBoolean(), in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("A redriven record cannot be read", e);
        }
    }
}
