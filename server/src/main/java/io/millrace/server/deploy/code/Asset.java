package io.millrace.server.deploy.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file that a stack needs in a bucket, by its content: the same bytes have the same key.
///
/// @param file on this machine
/// @param key in the bucket
public record Asset(Path file, String key) {
    private static final int CHUNK_BYTES = 64 << 10;

    /// @param ending of the key, with its dot
    public static Asset of(Path file, String ending) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
            return new Asset(file, HexFormat.of().formatHex(digest.digest()) + ending);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// Its address in a bucket, as AWS writes it.
    public String url(String bucket, String region) {
        return "https://s3." + region + ".amazonaws.com/" + bucket + "/" + key;
    }
}
