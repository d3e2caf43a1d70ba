package io.millrace.server.aws.auth;

import io.millrace.server.aws.protocol.CredentialScope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Signs requests of tests with all their headers, for what AWS's own signer would not do.
final class Signer {
    private Signer() {}

    record Key(String id, String secret) {}

    static TestRequest sign(TestRequest request, byte[] body, Key key, String service) {
        return sign(request, Digests.hex(Digests.sha256(body)), key, service);
    }

    static TestRequest sign(TestRequest request, String payload, Key key, String service) {
        String date = request.header("x-amz-date");
        AmzDate time =
                AmzDate.parseHttp(date == null ? request.header("date") : date).orElseThrow();
        List<String> names = request.headers().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        String credential = key.id() + "/" + time.day() + "/us-east-1/" + service + "/aws4_request";
        Claim claim = new Claim(
                credential,
                new CredentialScope(key.id(), "us-east-1", service),
                names,
                new byte[0],
                time,
                Optional.empty(),
                Optional.empty());
        String path = service.equals("s3")
                ? UriEncoding.canonicalKeyPath(request.path())
                : UriEncoding.canonicalPath(request.path());
        String canonical = CanonicalRequest.of(
                request, path, QueryParameters.parse(request.query()).orElseThrow(), names, payload);
        byte[] signature = Digests.hmac(
                new SigningKeys().of(new AccessKey(key.id(), key.secret(), Optional.empty()), claim),
                CanonicalRequest.bytes(CanonicalRequest.stringToSign(claim, canonical)));
        return request.with(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=" + String.join(";", names)
                        + ", Signature=" + Digests.hex(signature));
    }
}
