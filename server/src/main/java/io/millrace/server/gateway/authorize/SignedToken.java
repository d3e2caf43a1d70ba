package io.millrace.server.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;

/// A JWT in its compact form, not yet believed. Algorithms are RS256 and ES256: a token that says `none`, or names a
/// secret's algorithm so that the public key would be taken for the secret, is no token.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc8725>
///
/// @param jws header, payload and signature
/// @param claims its payload
record SignedToken(JWSObject jws, JsonNode claims) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int RSA_BITS_MIN = 2048;

    /// Empty when it has not the form of a token that could be believed.
    static Optional<SignedToken> parse(String text) {
        try {
            JWSObject jws = JWSObject.parse(text);
            JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
            if (!JWSAlgorithm.RS256.equals(algorithm) && !JWSAlgorithm.ES256.equals(algorithm)) {
                return Optional.empty();
            }
            JsonNode claims = JSON.readTree(jws.getPayload().toBytes());
            return claims != null
                            && claims.isObject()
                            && claims.path("iss").isTextual()
                            && jws.getHeader().getKeyID() != null
                    ? Optional.of(new SignedToken(jws, claims))
                    : Optional.empty();
        } catch (ParseException | IOException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /// Who it says has issued it.
    String issuer() {
        return claims.get("iss").textValue();
    }

    String keyId() {
        return jws.getHeader().getKeyID();
    }

    boolean isSignedByOneOf(PublicKeys keys) {
        return keys.with(keyId()).stream().anyMatch(this::isSignedBy);
    }

    private boolean isSignedBy(JWK key) {
        try {
            Optional<JWSVerifier> verifier = verifier(key);
            return verifier.isPresent() && jws.verify(verifier.get());
        } catch (JOSEException | IllegalStateException e) {
            return false;
        }
    }

    /// By the key's own kind, never by what the token says alone.
    private Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return Optional.empty();
        }
        if (key instanceof RSAKey rsa && algorithm.equals(JWSAlgorithm.RS256) && rsa.size() >= RSA_BITS_MIN) {
            return Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
        }
        if (key instanceof ECKey ec
                && algorithm.equals(JWSAlgorithm.ES256)
                && ec.getCurve().equals(Curve.P_256)) {
            return Optional.of(new ECDSAVerifier(ec.toECPublicKey()));
        }
        return Optional.empty();
    }
}
