package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Whatever the SDK for Java signs is taken, and nothing that differs from it in a single byte.
class SdkSignerTest {
    private static final SigV4 SIGV4 = new SigV4(SdkSigner.CREDENTIALS, InstantSource.fixed(SdkSigner.NOW));

    /// A request as an application would make it.
    record Given(String path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {
        SdkHttpRequest request() {
            return SdkHttpRequest.builder()
                    .protocol("http")
                    .host("localhost")
                    .port(4566)
                    .method(SdkHttpMethod.POST)
                    .encodedPath(SdkHttpUtils.urlEncodeIgnoreSlashes(path))
                    .rawQueryParameters(query)
                    .headers(headers)
                    .build();
        }
    }

    @Provide
    Arbitrary<Given> requests() {
        Arbitrary<String> segment = Arbitraries.strings()
                .withChars("aZ09-_~ +%&=?#'*()!$,;:@\u00E9\u20AC\u1234")
                .ofMaxLength(12);
        Arbitrary<String> path = segment.list().ofMaxSize(4).map(segments -> "/" + String.join("/", segments) + "/k");
        Arbitrary<String> name = Arbitraries.strings()
                .withChars("abcXYZ019-._~ +%/[]\u00E9")
                .ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<Map<String, List<String>>> query =
                Arbitraries.maps(name, segment.list().ofMinSize(1).ofMaxSize(3)).ofMaxSize(4);
        Arbitrary<String> headerName = Arbitraries.strings()
                .withChars("abXY09-_")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(text -> "x-my-" + text);
        Arbitrary<String> headerValue =
                Arbitraries.strings().withChars("aB1 \t,;=\"/").ofMinLength(1).ofMaxLength(12);
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.maps(
                        headerName, headerValue.list().ofMinSize(1).ofMaxSize(3))
                .ofMaxSize(3);
        Arbitrary<byte[]> body =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(100);
        return Combinators.combine(path, query, headers, body).as(Given::new);
    }

    private static SdkSigner.Signed json(Given given) {
        return SdkSigner.sign(given.request(), given.body(), "firehose", sign -> {});
    }

    private static SdkSigner.Signed s3(Given given) {
        return SdkSigner.sign(given.request(), given.body(), "s3", SdkSigner::s3);
    }

    private static SdkSigner.Signed presigned(Given given) {
        return SdkSigner.sign(given.request(), given.body(), "s3", sign -> {
            SdkSigner.s3(sign);
            sign.payload(null)
                    .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofHours(1));
        });
    }

    @Property(tries = 400)
    void whatTheSdkSignsIsTaken(@ForAll("requests") Given given) {
        SdkSigner.Signed json = json(given);
        SdkSigner.Signed s3 = s3(given);

        assertThat(SIGV4.verifyJson(json.request(), json.body()).region()).isEqualTo("eu-central-1");
        assertThat(SIGV4.verifyS3(s3.request()).payload())
                .isEqualTo(new Payload.Hashed(Digests.hex(Digests.sha256(given.body()))));
        assertThat(SIGV4.verifyS3(presigned(given).request()).payload()).isEqualTo(Payload.UNSIGNED);
    }

    @Property(tries = 400)
    void anotherByteInPathOrQueryIsRefused(@ForAll("requests") Given given, @ForAll @IntRange(max = 10_000) int at) {
        for (TestRequest request : List.of(
                json(given).request(), s3(given).request(), presigned(given).request())) {
            refused(request.withPath(altered(request.path(), at)), given.body());
            String query = altered(request.query(), at);
            if (!query.equals(request.query())) {
                refused(request.withQuery(query), given.body());
            }
        }
    }

    @Property(tries = 400)
    void anotherByteInTheBodyIsRefused(@ForAll("requests") Given given, @ForAll @IntRange(max = 799) int bit) {
        SdkSigner.Signed signed = json(given);
        byte[] body = signed.body().clone();
        body[bit / 8 % body.length] ^= (byte) (1 << bit % 8);

        assertThatThrownBy(() -> SIGV4.verifyJson(signed.request(), body)).isInstanceOf(RequestException.class);
    }

    @Property(tries = 400)
    void anotherBitInTheAuthorizationIsRefused(
            @ForAll("requests") Given given, @ForAll @IntRange(max = 9_999) int bit) {
        SdkSigner.Signed signed = json(given);
        String header = signed.request().header("authorization");
        char[] chars = header.toCharArray();
        chars[bit / 8 % chars.length] ^= (char) (1 << bit % 8);

        refused(signed.request().replacing("authorization", new String(chars)), signed.body());
    }

    @Property(tries = 400)
    void anotherByteInASignedHeaderIsRefused(@ForAll("requests") Given given, @ForAll @IntRange(max = 9_999) int at) {
        for (SdkSigner.Signed signed : List.of(json(given), s3(given))) {
            List<String> names = signed.request().headers().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !name.equalsIgnoreCase("authorization"))
                    .filter(name -> signed.request().headerValues(name).size() == 1)
                    .toList();
            String name = names.get(at % names.size());
            String value = signed.request().header(name);
            String other = altered(value, at);

            refused(signed.request().replacing(name, other.equals(value) ? value + "1" : other), signed.body());
        }
    }

    /// Another letter or digit in the place of one: nothing that could mean the same.
    private static String altered(String text, int at) {
        for (int i = 0; i < text.length(); i++) {
            int index = (at + i) % text.length();
            char c = text.charAt(index);
            if (c < 128 && Character.isLetterOrDigit(c)) {
                return text.substring(0, index) + (c == '1' ? '2' : '1') + text.substring(index + 1);
            }
        }
        return text;
    }

    private static void refused(TestRequest request, byte[] body) {
        assertThatThrownBy(() -> SIGV4.verifyJson(request, body)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> SIGV4.verifyS3(request)).isInstanceOf(RequestException.class);
    }
}
