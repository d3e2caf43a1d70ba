package io.millrace.server.aws.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where the next page of a listing starts after, opaque to clients.
final class PageToken {
    private PageToken() {}

    static String write(String after) {
        return Base64.getUrlEncoder().encodeToString(after.getBytes(StandardCharsets.UTF_8));
    }

    /// An empty token is the first page.
    static String read(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
    }
}
