package io.millrace.server.aws.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes what is signed: the canonical request and the string to sign. Pure.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
final class CanonicalRequest {
    private CanonicalRequest() {}

    /// The canonical request.
    ///
    /// @param path already canonical
    /// @param payload hash of the body in hexadecimal, or the word that stands for it
    static String of(
            SignedRequest request, String path, QueryParameters query, List<String> signedHeaders, String payload) {
        StringBuilder out = new StringBuilder(640);
        out.append(request.method()).append('\n').append(path).append('\n');
        query.appendTo(out);
        out.append('\n');
        for (String name : signedHeaders) {
            List<String> values = request.headerValues(name);
            out.append(name).append(':');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                appendFolded(out, values.get(i));
            }
            out.append('\n');
        }
        out.append('\n');
        for (int i = 0; i < signedHeaders.size(); i++) {
            out.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
        }
        return out.append('\n').append(payload).toString();
    }

    static String stringToSign(Claim claim, String canonicalRequest) {
        return Claim.ALGORITHM + "\n" + claim.time().text() + "\n" + claim.credentialScope() + "\n"
                + Digests.hex(Digests.sha256(bytes(canonicalRequest)));
    }

    /// Text of the wire as the bytes it was.
    static byte[] bytes(String wire) {
        return wire.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A value without outer blanks, inner runs of them as one space.
    private static void appendFolded(StringBuilder out, String value) {
        int start = out.length();
        boolean blank = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                blank = true;
            } else {
                if (blank && out.length() > start) {
                    out.append(' ');
                }
                blank = false;
                out.append(c);
            }
        }
    }
}
