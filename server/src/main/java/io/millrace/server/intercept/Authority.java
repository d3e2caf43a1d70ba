package io.millrace.server.intercept;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Our own certificate authority, whom functions are told to trust beside the usual ones. It can vouch for AWS's names
/// only, so that whoever gets hold of its key can pretend to be nobody else.
///
/// Its key lies in the data folder, readable by its owner alone, and is made at first use, and made anew with the first
/// use in its last [#RENEWAL]. The servers' certificates are made in memory, one for each name that is asked for, and
/// made anew before they expire. Thread-safe.
final class Authority {
    static final String CERTIFICATE = "authority.pem";
    static final String KEY = "authority-key.pem";
    static final Duration VALIDITY = Duration.ofDays(3650);
    static final Duration RENEWAL = Duration.ofDays(365);
    private static final Duration SERVER_VALIDITY = Duration.ofDays(90);
    private static final Duration SERVER_RENEWAL = Duration.ofDays(30);
    /// Clocks differ.
    private static final Duration LEEWAY = Duration.ofDays(1);
    private static final String ANY_NAME = "*.amazonaws.com";

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final CertificateForm form;
    private final InstantSource clock;
    private final KeyPair serverKey;
    private final ConcurrentMap<String, X509Certificate> servers = new ConcurrentHashMap<>();

    private Authority(KeptKey kept, CertificateForm form, InstantSource clock, KeyPair serverKey) {
        this.certificate = kept.certificate();
        this.key = kept.key();
        this.form = form;
        this.clock = clock;
        this.serverKey = serverKey;
    }

    /// What is on the disk.
    private record KeptKey(X509Certificate certificate, PrivateKey key) {}

    /// Takes the authority of a folder, or makes it there.
    ///
    /// @throws IOException when the folder cannot be read or written
    static Authority open(Path folder, InstantSource clock, SecureRandom random) throws IOException {
        try {
            CertificateForm form = new CertificateForm(random);
            KeptKey kept = read(folder, clock.instant());
            if (kept == null) {
                kept = make(folder, form, clock.instant(), random);
            }
            return new Authority(kept, form, clock, newKeys(random));
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate authority of functions cannot be made: " + e.getMessage(), e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey serverKey() {
        return serverKey.getPrivate();
    }

    /// The certificate of a server; one for any service where the name is none of AWS's.
    X509Certificate server(String host) throws GeneralSecurityException {
        String name = AwsHosts.contains(AwsHosts.normal(host)) ? AwsHosts.normal(host) : ANY_NAME;
        Instant now = clock.instant();
        X509Certificate known = servers.get(name);
        if (known != null && isGood(known, now, SERVER_RENEWAL)) {
            return known;
        }
        // Made again at need, so which ones are forgotten does not matter.
        if (servers.size() >= Limit.FUNCTION_CERTIFICATES.intValue()) {
            servers.clear();
        }
        CertificateForm.Validity validity = new CertificateForm.Validity(now.minus(LEEWAY), now.plus(SERVER_VALIDITY));
        X509Certificate made = form.server(certificate, key, serverKey.getPublic(), validity, name);
        servers.put(name, made);
        return made;
    }

    private static KeptKey read(Path folder, Instant now) throws IOException {
        Path certificateFile = folder.resolve(CERTIFICATE);
        Path keyFile = folder.resolve(KEY);
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            return null;
        }
        try {
            X509Certificate certificate = Pem.certificate(Files.readString(certificateFile));
            PrivateKey key = Pem.key(Files.readString(keyFile));
            return isGood(certificate, now, RENEWAL) && Pem.belong(certificate, key)
                    ? new KeptKey(certificate, key)
                    : null;
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            // Nothing depends on its being the same one: it is made anew.
            return null;
        }
    }

    private static KeptKey make(Path folder, CertificateForm form, Instant now, SecureRandom random)
            throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys(random);
        CertificateForm.Validity validity = new CertificateForm.Validity(now.minus(LEEWAY), now.plus(VALIDITY));
        X509Certificate certificate = form.authority(
                "Millrace, for functions of this machine",
                keys.getPublic(),
                keys.getPrivate(),
                validity,
                AwsHosts.DOMAINS);
        TrustFiles.writePrivate(folder.resolve(KEY), Pem.of(keys.getPrivate()));
        TrustFiles.write(folder.resolve(CERTIFICATE), Pem.of(certificate));
        return new KeptKey(certificate, keys.getPrivate());
    }

    private static boolean isGood(X509Certificate certificate, Instant now, Duration renewal) {
        return certificate.getNotAfter().toInstant().isAfter(now.plus(renewal))
                && certificate.getNotBefore().toInstant().isBefore(now);
    }

    private static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CertificateForm.CURVE), random);
        return generator.generateKeyPair();
    }
}
