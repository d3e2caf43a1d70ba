package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The signatures that AWS publishes for its Signature Version 4 test suite, and the requests they belong to.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
class SigV4SuiteTest {
    private static final String UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String VANILLA_GET = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private static final String VANILLA_POST = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
    private static final String PARAM1_POST = "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11";
    private static final String TOKEN = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFq"
            + "wAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDY"
            + "wT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9"
            + "Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static final InstantSource THEN = InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));
    private static final SigV4 SIGV4 = new SigV4(credentials(""), THEN);
    private static final SigV4 WITH_TOKEN = new SigV4(credentials("aws_session_token = " + TOKEN), THEN);

    private static Credentials credentials(String more) {
        return Credentials.parse(
                "credentials",
                List.of(
                        "[suite]",
                        "aws_access_key_id = AKIDEXAMPLE",
                        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                        more));
    }

    /// @param headers beside Host and X-Amz-Date
    private record Case(String name, String request, List<String> headers, String body, String signature) {
        static Case of(String name, String request, String signature, String... headers) {
            return new Case(name, request, List.of(headers), "", signature);
        }

        @Override
        public String toString() {
            return name;
        }

        TestRequest signed() {
            List<String> all = new ArrayList<>(List.of("Host", "example.amazonaws.com"));
            all.addAll(headers);
            all.addAll(List.of("X-Amz-Date", "20150830T123600Z"));
            String names = Stream.iterate(0, i -> i < all.size(), i -> i + 2)
                    .map(i -> all.get(i).toLowerCase(java.util.Locale.ROOT))
                    .distinct()
                    .sorted()
                    .reduce((a, b) -> a + ";" + b)
                    .orElseThrow();
            int space = request.indexOf(' ');
            String target = new String(
                    request.substring(space + 1).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return TestRequest.of(request.substring(0, space), target, all.toArray(String[]::new))
                    .with(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                    + " SignedHeaders=" + names + ", Signature=" + signature);
        }
    }

    static Stream<Case> queries() {
        return Stream.of(
                Case.of("get-vanilla", "GET /", VANILLA_GET),
                Case.of("get-vanilla-query", "GET /?", VANILLA_GET),
                Case.of(
                        "get-vanilla-empty-query-key",
                        "GET /?Param1=value1",
                        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
                Case.of(
                        "get-vanilla-query-order-key",
                        "GET /?Param1=value2&Param1=Value1",
                        "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"),
                Case.of(
                        "get-vanilla-query-order-key-case",
                        "GET /?Param2=value2&Param1=value1",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                Case.of(
                        "get-vanilla-query-order-value",
                        "GET /?Param1=value2&Param1=value1",
                        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"),
                Case.of(
                        "get-vanilla-query-unreserved",
                        "GET /?" + UNRESERVED + "=" + UNRESERVED,
                        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
                Case.of(
                        "get-vanilla-utf8-query",
                        "GET /?\u1234=bar",
                        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
                Case.of("post-vanilla", "POST /", VANILLA_POST),
                Case.of("post-vanilla-query", "POST /?Param1=value1", PARAM1_POST));
    }

    static Stream<Case> paths() {
        return Stream.of(
                Case.of(
                        "get-unreserved",
                        "GET /" + UNRESERVED,
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                Case.of("get-relative", "GET /example/..", VANILLA_GET),
                Case.of("get-relative-relative", "GET /example1/example2/../..", VANILLA_GET),
                Case.of("get-slash", "GET //", VANILLA_GET),
                Case.of("get-slash-dot-slash", "GET /./", VANILLA_GET),
                Case.of(
                        "get-slash-pointless-dot",
                        "GET /./example",
                        "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
                Case.of(
                        "get-slashes",
                        "GET //example//",
                        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
                Case.of("get-utf8", "GET /\u1234", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                Case.of(
                        "get-space",
                        "GET /example space/",
                        "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"));
    }

    static Stream<Case> headers() {
        return Stream.of(
                Case.of(
                        "get-header-key-duplicate",
                        "GET /",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        "My-Header1",
                        "value2",
                        "My-Header1",
                        "value2",
                        "My-Header1",
                        "value1"),
                Case.of(
                        "get-header-value-order",
                        "GET /",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                        "My-Header1",
                        "value4",
                        "My-Header1",
                        "value1",
                        "My-Header1",
                        "value3",
                        "My-Header1",
                        "value2"),
                Case.of(
                        "get-header-value-trim",
                        "GET /",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                        "My-Header1",
                        " value1",
                        "My-Header2",
                        " \"a   b \t c\""),
                Case.of(
                        "post-header-key-sort",
                        "POST /",
                        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
                        "My-Header1",
                        "value1"),
                Case.of(
                        "post-header-value-case",
                        "POST /",
                        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
                        "My-Header1",
                        "VALUE1"),
                new Case(
                        "post-x-www-form-urlencoded",
                        "POST /",
                        List.of("Content-Type", "application/x-www-form-urlencoded"),
                        "Param1=value1",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
    }

    @ParameterizedTest
    @MethodSource({"queries", "paths", "headers"})
    void thePublishedSignatureIsTrue(Case example) {
        byte[] body = example.body().getBytes(StandardCharsets.UTF_8);

        assertThat(SIGV4.verifyJson(example.signed(), body).service()).isEqualTo("service");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void theTokenMayBeSignedOrAddedAfterwards(Case example) {
        TestRequest request = example.signed();
        TestRequest sent = request.headerValues(Claim.TOKEN_HEADER).isEmpty()
                ? request.with("X-Amz-Security-Token", TOKEN)
                : request;

        assertThat(WITH_TOKEN.verifyJson(sent, new byte[0]).accessKeyId()).isEqualTo("AKIDEXAMPLE");
    }

    static Stream<Case> tokens() {
        return Stream.of(
                Case.of("post-sts-header-after", "POST /", VANILLA_POST),
                Case.of(
                        "post-sts-header-before",
                        "POST /",
                        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
                        "X-Amz-Security-Token",
                        TOKEN));
    }
}
