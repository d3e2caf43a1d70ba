package io.millrace.server.aws.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// AWS's own signer, that of the SDK for Java.
final class SdkSigner {
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    static final String ID = "AKIDSDK";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final Credentials CREDENTIALS =
            Credentials.parse("sdk", List.of("[sdk]", "aws_access_key_id=" + ID, "aws_secret_access_key=" + SECRET));

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private SdkSigner() {}

    /// What the signer leaves to be sent.
    record Signed(TestRequest request, byte[] body) {}

    static Signed sign(
            SdkHttpRequest request,
            byte[] body,
            String service,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> options) {
        SignedRequest signed = SIGNER.sign(sign -> {
            sign.identity(AwsCredentialsIdentity.create(ID, SECRET))
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1");
            options.accept(sign);
        });
        return new Signed(
                wire(signed.request()), signed.payload().map(SdkSigner::read).orElse(body));
    }

    /// S3's way with paths.
    static void s3(SignRequest.Builder<AwsCredentialsIdentity> sign) {
        sign.putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false).putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
    }

    private static TestRequest wire(SdkHttpRequest request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.forEachHeader((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
        return new TestRequest(
                request.method().name(),
                request.encodedPath(),
                request.encodedQueryParameters().orElse(""),
                headers);
    }

    private static byte[] read(ContentStreamProvider provider) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = provider.newStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
