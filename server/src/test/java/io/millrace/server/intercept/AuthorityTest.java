package io.millrace.server.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.function.FunctionAccess;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private Authority authority;

    @BeforeEach
    void open() throws Exception {
        authority = at(NOW);
    }

    private Authority at(Instant now) throws Exception {
        return Authority.open(folder, InstantSource.fixed(now), random);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firehose.us-east-1.amazonaws.com",
                "my.dotted.bucket.s3.eu-west-1.amazonaws.com",
                "s3.cn-north-1.amazonaws.com.cn",
                "lambda.eu-west-1.api.aws"
            })
    void aServersCertificateIsForTheNameThatWasAskedFor(String name) throws Exception {
        X509Certificate server = authority.server(name);
        assertThat(server.getSubjectAlternativeNames()).containsExactly(List.of(2, name));
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        validate(server);
        assertThat(authority.server(name)).isSameAs(server);
    }

    @Test
    void noCertificateIsMadeForANameThatIsNotOfAws() throws Exception {
        assertThat(authority.server("bank.example.org").getSubjectAlternativeNames())
                .containsExactly(List.of(2, "*.amazonaws.com"));
        assertThat(authority.server("").getSubjectAlternativeNames()).containsExactly(List.of(2, "*.amazonaws.com"));
    }

    @Test
    void theAuthorityMaySignServersAndNothingElse() {
        X509Certificate certificate = authority.certificate();
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(certificate.getKeyUsage()).startsWith(false, false, false, false, false, true, true);
        assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.30", "2.5.29.19", "2.5.29.15");
        assertThat(certificate.getNonCriticalExtensionOIDs()).contains("2.5.29.14", "2.5.29.35");
    }

    @Test
    void itIsKeptAndMadeAnewBeforeItExpires() throws Exception {
        assertThat(at(NOW.plus(Duration.ofDays(1))).certificate()).isEqualTo(authority.certificate());
        Instant late = NOW.plus(Authority.VALIDITY).minus(Authority.RENEWAL).plusSeconds(1);
        X509Certificate renewed = at(late).certificate();
        assertThat(renewed).isNotEqualTo(authority.certificate());
        renewed.checkValidity(Date.from(late.plus(Duration.ofDays(3000))));
    }

    @Test
    void aServersCertificateIsMadeAnewBeforeItExpires() throws Exception {
        Instant[] now = {NOW};
        Authority moving = Authority.open(folder, () -> now[0], random);
        X509Certificate first = moving.server("s3.amazonaws.com");
        now[0] = NOW.plus(Duration.ofDays(80));
        X509Certificate second = moving.server("s3.amazonaws.com");
        assertThat(second).isNotEqualTo(first);
        second.checkValidity(Date.from(NOW.plus(Duration.ofDays(150))));
    }

    @Test
    void theKeyIsForItsOwnerAloneAndADamagedOneIsReplaced() throws Exception {
        Path key = folder.resolve(Authority.KEY);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Authority anew = at(NOW);
        assertThat(anew.certificate()).isNotEqualTo(authority.certificate());
        assertThat(Files.readString(key)).hasSizeGreaterThan(100);
    }

    @Test
    void theTrustFilesHoldTheUsualAuthoritiesAndOurs() throws Exception {
        TrustFiles.write(folder, authority.certificate());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(TrustFiles.TRUST_STORE))) {
            store.load(in, FunctionAccess.TRUST_STORE_PASSWORD.toCharArray());
        }
        assertThat(store.size()).isGreaterThan(50);
        assertThat(store.getCertificate("millrace")).isEqualTo(authority.certificate());
        try (InputStream in = Files.newInputStream(folder.resolve(TrustFiles.AUTHORITIES))) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificates(in))
                    .hasSize(store.size())
                    .anyMatch(authority.certificate()::equals);
        }
        assertThat(System.getProperty("keystore.pkcs12.legacy")).isNull();
    }

    private void validate(X509Certificate server) throws Exception {
        byte[] none = null;
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), none)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), parameters);
    }
}
