package io.millrace.server.gateway.authorize;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.List;

/// The keys of an issuer, read from a JWK set.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc7517>
final class PublicKeys {
    static final PublicKeys NONE = new PublicKeys("", List.of());

    private final String text;
    private final List<JWK> keys;

    private PublicKeys(String text, List<JWK> keys) {
        this.text = text;
        this.keys = keys;
    }

    /// Secret keys in it are left out: with one of them whoever knows it could sign.
    static PublicKeys read(String text) throws WrongAnswerException {
        try {
            List<JWK> keys = JWKSet.parse(text).getKeys().stream()
                    .filter(key -> key.toPublicJWK() != null)
                    .filter(key -> key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                    .toList();
            return new PublicKeys(text, keys);
        } catch (ParseException | IllegalArgumentException e) {
            throw new WrongAnswerException("the keys of its issuer are no JWK set");
        }
    }

    boolean isReadFrom(String other) {
        return text.equals(other);
    }

    boolean has(String keyId) {
        return keys.stream().anyMatch(key -> keyId.equals(key.getKeyID()));
    }

    /// Those with this id.
    List<JWK> with(String keyId) {
        return keys.stream().filter(key -> keyId.equals(key.getKeyID())).toList();
    }
}
