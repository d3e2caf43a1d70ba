package io.millrace.server.aws.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// SHA-256 and HMAC-SHA256 with instances kept by each thread: to look one up costs as much as to hash a small request.
final class Digests {
    static final String HMAC = "HmacSHA256";
    static final int SHA256_BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<Digests> OF_THREAD = ThreadLocal.withInitial(Digests::new);

    private final MessageDigest sha256;
    private final Mac hmac;

    private Digests() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            hmac = Mac.getInstance(HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256 and " + HMAC, e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        return OF_THREAD.get().sha256.digest(bytes);
    }

    static byte[] hmac(SecretKey key, byte[] bytes) {
        Mac mac = OF_THREAD.get().hmac;
        try {
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signing key fits " + HMAC, e);
        }
        return mac.doFinal(bytes);
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /// The 32 bytes of 64 lower-case hexadecimal digits; null when the text is anything else. One signature has one
    /// spelling.
    static byte[] parseHex(String text) {
        if (text.length() != 2 * SHA256_BYTES) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return null;
            }
        }
        return HEX.parseHex(text);
    }

    /// Compares in a time that tells nothing about where they differ.
    static boolean same(byte[] a, byte[] b) {
        return MessageDigest.isEqual(a, b);
    }

    static boolean same(String a, String b) {
        return same(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
