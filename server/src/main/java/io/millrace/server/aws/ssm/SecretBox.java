package io.millrace.server.aws.ssm;

import io.millrace.core.fault.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts the values of SecureStrings (AES-256-GCM, each bound to its place) with a key of its own file in the data
/// folder, which only its owner may read. So the log, its copies and its backups hold no secret in clear text; who may
/// read the whole data folder can read the values. Thread-safe.
public final class SecretBox {
    private static final String FILE = "parameters.key";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random;
    private SecretKey key;

    private SecretBox(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /// The box of a data folder; its key is made when the first value is sealed.
    public static SecretBox of(Path dataFolder, SecureRandom random) {
        return new SecretBox(dataFolder.resolve(FILE), random);
    }

    /// What may be kept.
    ///
    /// @param place the region and the name of the parameter: a text moved to another place cannot be opened there
    String seal(String place, String value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = cipher.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A value could not be encrypted", e);
        }
    }

    /// @throws RequestException `InvalidKeyId` when it was sealed with another key
    String open(String place, String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.DECRYPT_MODE, key(), new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return new String(
                    cipher.doFinal(Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new RequestException(
                    "InvalidKeyId", "The value was encrypted with another key than that of " + FILE + ": put it again");
        }
    }

    private synchronized SecretKey key() {
        if (key == null) {
            try {
                key = new SecretKeySpec(readOrMake(), "AES");
            } catch (IOException e) {
                throw new UncheckedIOException("The key of SecureStrings cannot be read or made: " + file, e);
            }
        }
        return key;
    }

    /// The key is durable before anything is sealed with it.
    private byte[] readOrMake() throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            Path young = file.resolveSibling(FILE + ".new");
            Files.deleteIfExists(young);
            createForOwner(young);
            try (FileChannel channel = FileChannel.open(young, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(fresh));
                channel.force(true);
            }
            Files.move(young, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != KEY_BYTES) {
            throw new IOException(file + " is no key: it should have " + KEY_BYTES + " bytes");
        }
        return bytes;
    }

    private static void createForOwner(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            // Not every file system knows permissions; there the folder's own have to do.
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("Another program makes a key in " + file, e);
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
