package io.millrace.core.delivery;

import io.millrace.core.resource.firehose.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;

/// What looks random in the names of one object: drawn from its batch's seed and what sets the object apart in the
/// batch, so that doing the batch again draws the same. Not thread-safe.
final class ObjectNames {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static final int ENTITY_TAG_BYTES = 16;

    private final byte[] root;
    private int drawn;

    /// @param kind of object
    /// @param values of its partition keys
    ObjectNames(UUID seed, String kind, Collection<String> values) {
        MessageDigest digest = sha256();
        digest.update(bytes(seed.getMostSignificantBits()));
        digest.update(bytes(seed.getLeastSignificantBits()));
        text(digest, kind);
        values.forEach(value -> text(digest, value));
        root = digest.digest();
    }

    /// The uuid of the object's key.
    UUID uuid() {
        ByteBuffer bits = ByteBuffer.wrap(root);
        return new UUID(
                (bits.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
                (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    /// The object's entity tag, in the form that says it is not an MD5 of the content: doing the batch again gives the
    /// same, and computing an MD5 would cost more than all the rest of a delivery.
    String entityTag() {
        return HexFormat.of().formatHex(root, 0, ENTITY_TAG_BYTES) + "-1";
    }

    /// The next `!{firehose:random-string}`.
    String randomString() {
        MessageDigest digest = sha256();
        digest.update(root);
        digest.update(bytes(++drawn));
        byte[] bits = digest.digest();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Prefix.RANDOM_STRING_CHARS; i++) {
            text.append(ALPHABET.charAt(Byte.toUnsignedInt(bits[i]) % ALPHABET.length()));
        }
        return text.toString();
    }

    private static void text(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes(utf8.length));
        digest.update(utf8);
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
