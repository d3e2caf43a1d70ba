package io.millrace.server.aws.auth;

import io.millrace.server.aws.protocol.CredentialScope;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/// Signs requests that this program sends to AWS, with Signature Version 4 in the `Authorization` header. Thread-safe.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
public final class RequestSigner {
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String TOKEN = "AWS_SESSION_TOKEN";

    private final AccessKey key;
    private final SigningKeys keys = new SigningKeys();
    private final InstantSource clock;

    private RequestSigner(AccessKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /// With the key that AWS's own tools would take from there.
    ///
    /// @throws IllegalArgumentException when there is none
    public static RequestSigner of(Map<String, String> environment, InstantSource clock) {
        for (String name : List.of(ID, SECRET)) {
            if (environment.getOrDefault(name, "").isEmpty()) {
                throw new IllegalArgumentException("The environment variable " + name
                        + " is not set; calls that are passed on to AWS are signed with " + ID + " and " + SECRET);
            }
        }
        Optional<String> token = Optional.ofNullable(environment.get(TOKEN)).filter(text -> !text.isEmpty());
        return new RequestSigner(new AccessKey(environment.get(ID), environment.get(SECRET), token), clock);
    }

    /// Signs a `POST /`.
    ///
    /// @param headers to be sent, names in lower case; with `host`
    /// @return those to be sent besides
    public Map<String, String> sign(String region, String service, Map<String, String> headers, byte[] body) {
        AmzDate time = AmzDate.of(clock.instant());
        Map<String, String> added = new LinkedHashMap<>();
        added.put(Claim.DATE_HEADER, time.text());
        key.sessionToken().ifPresent(token -> added.put(Claim.TOKEN_HEADER, token));
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.putAll(added);
        String credential = String.join("/", key.id(), time.day(), region, service, Claim.TERMINATOR);
        Claim claim = new Claim(
                credential,
                new CredentialScope(key.id(), region, service),
                List.copyOf(signed.keySet()),
                new byte[0],
                time,
                Optional.empty(),
                key.sessionToken());
        String canonical = CanonicalRequest.of(
                new Outgoing(signed),
                "/",
                QueryParameters.parse("").orElseThrow(),
                claim.signedHeaders(),
                Digests.hex(Digests.sha256(body)));
        SecretKey signing = keys.of(key, claim);
        keys.keep(claim, signing);
        byte[] signature =
                Digests.hmac(signing, CanonicalRequest.bytes(CanonicalRequest.stringToSign(claim, canonical)));
        added.put(
                "authorization",
                "%s Credential=%s, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                Claim.ALGORITHM,
                                credential,
                                String.join(";", claim.signedHeaders()),
                                Digests.hex(signature)));
        return added;
    }

    /// A request of ours.
    private record Outgoing(Map<String, String> sent) implements SignedRequest {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public String query() {
            return "";
        }

        @Override
        public List<String> headerValues(String name) {
            String value = sent.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public List<Map.Entry<String, String>> headers() {
            return List.copyOf(sent.entrySet());
        }

        @Override
        public boolean isFromThisMachine() {
            return true;
        }
    }
}
