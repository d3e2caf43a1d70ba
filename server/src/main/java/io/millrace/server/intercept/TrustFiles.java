package io.millrace.server.intercept;

import io.millrace.core.function.FunctionAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// What functions are told to trust: the authorities that this program's Java trusts, and ours.
final class TrustFiles {
    static final String AUTHORITIES = "authorities.pem";
    static final String TRUST_STORE = "truststore.p12";
    private static final String LEGACY = "keystore.pkcs12.legacy";

    private TrustFiles() {}

    /// Writes both files, each replaced whole.
    static void write(Path folder, X509Certificate ours) throws IOException {
        try {
            X509Certificate[] usual = usual();
            StringBuilder pem = new StringBuilder(Pem.of(ours));
            for (X509Certificate certificate : usual) {
                pem.append(Pem.of(certificate));
            }
            write(folder.resolve(AUTHORITIES), pem.toString());
            replace(folder.resolve(TRUST_STORE), store(usual, ours));
        } catch (GeneralSecurityException e) {
            throw new IOException("The trust store of functions cannot be made: " + e.getMessage(), e);
        }
    }

    private static X509Certificate[] usual() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    /// In the old ciphers: Java 8 before its update 301 reads no others, and there is nothing secret in it.
    private static byte[] store(X509Certificate[] usual, X509Certificate ours)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("millrace", ours);
        for (int i = 0; i < usual.length; i++) {
            store.setCertificateEntry("usual-" + i, usual[i]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String before = System.getProperty(LEGACY);
        System.setProperty(LEGACY, "true");
        try {
            store.store(out, FunctionAccess.TRUST_STORE_PASSWORD.toCharArray());
        } finally {
            if (before == null) {
                System.clearProperty(LEGACY);
            }
        }
        return out.toByteArray();
    }

    static void write(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// For its owner alone, from its first byte on.
    static void writePrivate(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.US_ASCII), ownerOnly(file));
    }

    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        return Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void replace(Path file, byte[] content, FileAttribute<?>... attributes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (SeekableByteChannel channel = Files.newByteChannel(
                next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
