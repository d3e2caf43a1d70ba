package io.millrace.server.aws.protocol;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Makes the ids that AWS puts on every answer. They name a request in a support case and nothing else, so they are
/// random and cheap, not secret.
public final class RequestIds {
    private static final HexFormat HEX = HexFormat.of();

    private RequestIds() {}

    /// A new one, in the form of a version 4 UUID.
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String high = HEX.toHexDigits(random.nextLong());
        String low = HEX.toHexDigits(random.nextLong());
        return new StringBuilder(36)
                .append(high, 0, 8)
                .append('-')
                .append(high, 8, 12)
                .append("-4")
                .append(high, 13, 16)
                .append("-a")
                .append(low, 1, 4)
                .append('-')
                .append(low, 4, 16)
                .toString();
    }
}
