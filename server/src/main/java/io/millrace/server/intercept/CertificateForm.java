package io.millrace.server.intercept;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Makes X.509 certificates with everything that strict readers ask for: key usage, key identifiers of subject and
/// issuer, names in the alternative names. Keys are of the curve P-256, which Java 8 and everything since knows.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc5280>
final class CertificateForm {
    static final String CURVE = "secp256r1";
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String ISSUER_KEY = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int KEY_ID_BYTES = 20;
    private static final int SERIAL_BITS = 127;

    private final SecureRandom random;

    CertificateForm(SecureRandom random) {
        this.random = random;
    }

    /// From when to when.
    record Validity(Instant from, Instant until) {
        byte[] der() {
            return Der.sequence(Der.time(from), Der.time(until));
        }
    }

    /// An authority that signs its own certificate, and can vouch for nothing but names below these domains.
    X509Certificate authority(
            String name, PublicKey publicKey, PrivateKey privateKey, Validity validity, List<String> domains)
            throws GeneralSecurityException {
        byte[] subject = name(name);
        byte[] permitted = Der.join(
                domains.stream().map(domain -> Der.sequence(dnsName(domain))).toArray(byte[][]::new));
        return signed(
                privateKey,
                Der.join(subject, validity.der(), subject, publicKey.getEncoded()),
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
                // Signing certificates and revocation lists.
                critical(KEY_USAGE, Der.bits(1, new byte[] {0x06})),
                critical(NAME_CONSTRAINTS, Der.sequence(Der.tagged(0, permitted))),
                extension(SUBJECT_KEY, Der.octets(keyId(publicKey))),
                issuerKey(publicKey));
    }

    /// A server's certificate for these names.
    X509Certificate server(
            X509Certificate authority, PrivateKey authorityKey, PublicKey publicKey, Validity validity, String... names)
            throws GeneralSecurityException {
        byte[] issuer = authority.getSubjectX500Principal().getEncoded();
        byte[] alternatives =
                Der.join(Arrays.stream(names).map(CertificateForm::dnsName).toArray(byte[][]::new));
        return signed(
                authorityKey,
                Der.join(issuer, validity.der(), name("Millrace"), publicKey.getEncoded()),
                critical(BASIC_CONSTRAINTS, Der.sequence()),
                // Digital signature.
                critical(KEY_USAGE, Der.bits(7, new byte[] {(byte) 0x80})),
                extension(EXTENDED_KEY_USAGE, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                extension(ALTERNATIVE_NAMES, Der.sequence(alternatives)),
                extension(SUBJECT_KEY, Der.octets(keyId(publicKey))),
                issuerKey(authority.getPublicKey()));
    }

    /// @param body issuer, validity, subject and its key
    private X509Certificate signed(PrivateKey signer, byte[] body, byte[]... extensions)
            throws GeneralSecurityException {
        byte[] certificate = Der.sequence(
                Der.tagged(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1)),
                ECDSA_SHA256,
                body,
                Der.tagged(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer, random);
        signature.update(certificate);
        byte[] whole = Der.sequence(certificate, ECDSA_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] issuerKey(PublicKey key) throws GeneralSecurityException {
        return extension(ISSUER_KEY, Der.sequence(Der.implicit(0, keyId(key))));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName))));
    }

    private static byte[] dnsName(String name) {
        return Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }

    /// Any value does that is the same for the same key.
    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(hash, KEY_ID_BYTES);
    }
}
