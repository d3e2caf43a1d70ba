package io.millrace.server.gateway.authorize;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A user pool of tests, with a key of its own; it counts who asks for its keys.
final class Pool implements KeySource {
    static final String ARN = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc";
    static final String ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc";
    static final RSAKey RSA;
    static final RSAKey OTHER_RSA;
    static final RSAKey SMALL_RSA;
    static final ECKey EC;

    static {
        try {
            RSA = new RSAKeyGenerator(2048).keyID("rsa").generate();
            OTHER_RSA = new RSAKeyGenerator(2048).keyID("rsa").generate();
            SMALL_RSA = new RSAKeyGenerator(1024, true).keyID("small").generate();
            EC = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    final List<JWK> keys = new ArrayList<>(List.of(RSA.toPublicJWK(), EC.toPublicJWK(), SMALL_RSA.toPublicJWK()));
    int renewals;

    @Override
    public Optional<String> issuerOf(String poolArn) {
        return poolArn.equals(ARN) ? Optional.of(ISSUER) : Optional.empty();
    }

    @Override
    public String keysOf(String poolArn) {
        return new JWKSet(keys).toString();
    }

    @Override
    public String renewedKeysOf(String poolArn) {
        renewals++;
        return keysOf(poolArn);
    }

    static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "user-1");
        claims.put("aud", "client-1");
        claims.put("token_use", "id");
        claims.put("cognito:groups", List.of("admin", "users"));
        claims.put("email_verified", true);
        claims.put("iat", Calls.NOW.getEpochSecond() - 10);
        claims.put("exp", Calls.NOW.getEpochSecond() + 3_600);
        return claims;
    }

    static Map<String, Object> with(String name, Object value) {
        Map<String, Object> claims = claims();
        claims.put(name, value);
        return claims;
    }

    static String token(Map<String, Object> claims) throws JOSEException {
        return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(), claims, new RSASSASigner(RSA));
    }

    static String ecToken(Map<String, Object> claims) throws JOSEException {
        return sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), claims, new ECDSASigner(EC));
    }

    static String sign(JWSHeader header, Map<String, Object> claims, JWSSigner signer) throws JOSEException {
        JWSObject jws = new JWSObject(header, new Payload(claims));
        jws.sign(signer);
        return jws.serialize();
    }
}
