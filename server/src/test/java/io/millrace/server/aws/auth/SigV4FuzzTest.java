package io.millrace.server.aws.auth;

import io.millrace.core.fault.RequestException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// However an Authorization header, a query or a date is mangled, the answer is a refusal and never a fault.
class SigV4FuzzTest {
    private static final SigV4 SIGV4 = new SigV4(SdkSigner.CREDENTIALS, InstantSource.fixed(SdkSigner.NOW));
    private static final byte[] BODY = new byte[0];
    private static final String SCOPE = SdkSigner.ID + "/20261121/us-east-1/s3/aws4_request";
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=" + SCOPE
            + ", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=" + "0a".repeat(32);
    private static final String QUERY = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + SCOPE.replace("/", "%2F")
            + "&X-Amz-Date=20261121T080000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature="
            + "0a".repeat(32);
    private static final List<String> PIECES = List.of(
            "%",
            "%4",
            "%zz",
            "/",
            ";",
            ",",
            "=",
            "&",
            "?",
            "\u0000",
            "\u00FF",
            " ",
            "..",
            "//",
            "AWS4-HMAC-SHA256",
            "Credential=",
            "SignedHeaders=",
            "Signature=",
            "X-Amz-Date=",
            "99999999999999999999",
            "-1",
            "+",
            "\uFFFF");

    private static TestRequest request(String path, String query, String date) {
        return TestRequest.of(
                "PUT",
                path + "?" + query,
                "Host",
                "localhost",
                "x-amz-date",
                date,
                "x-amz-content-sha256",
                "UNSIGNED-PAYLOAD");
    }

    @Property(tries = 20_000)
    void aMangledRequestIsRefused(@ForAll Random random) {
        String date = random.nextInt(4) == 0 ? mangled("20261121T080000Z", random) : "20261121T080000Z";
        TestRequest header = request(mangled("/bucket/a%20key", random), mangled("prefix=a&x=%41", random), date);
        refused(header.with("Authorization", mangled(AUTHORIZATION, random)));
        refused(header.without("x-amz-date").with("Date", date).with("Authorization", mangled(AUTHORIZATION, random)));
        refused(request("/b/k", mangled(QUERY, random), date)
                .without("x-amz-date")
                .without("x-amz-content-sha256"));
    }

    private static void refused(TestRequest request) {
        try {
            SIGV4.verifyJson(request, BODY);
            throw new AssertionError("taken: " + request);
        } catch (RequestException expected) {
            // As it should be.
        }
        try {
            SIGV4.verifyS3(request);
            throw new AssertionError("taken: " + request);
        } catch (RequestException expected) {
            // As it should be.
        }
    }

    private static String mangled(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && !out.isEmpty(); i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(5)) {
                case 0 -> out.setCharAt(at, (char) random.nextInt(256));
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> out.setLength(at);
                default -> out.append(out, at, Math.min(out.length(), at + random.nextInt(40)));
            }
        }
        return out.toString();
    }
}
