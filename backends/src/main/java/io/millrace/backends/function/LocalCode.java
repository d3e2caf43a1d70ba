package io.millrace.backends.function;

import io.millrace.backends.file.AtomicFile;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.CodeStore;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The code of functions as files: `HEX.zip` as it came, and `HEX/` with what was in it, both named by the zip's
/// SHA-256. Either is there whole or not at all, also over a kill: written under another name and renamed.
///
/// The zip is forced to disk and outlives a loss of power. What was in it is thousands of files, often, and forcing
/// each
/// would take many times longer than writing them; so none of it is believed once the machine has booted anew: it is
/// unpacked again when it is asked for. Where the system does not say which boot it is in, each file is forced.
///
/// For the same reason a zip of many files is only read through when it is put, and unpacked beside that or when it is
/// asked for, whichever comes first; unless what is in it could be two names of one file somewhere, which only
/// unpacking
/// tells.
///
/// Any thread; zips are unpacked one at a time.
public final class LocalCode implements CodeStore {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCode.class);

    /// Smaller ones take no time worth a thread.
    private static final int LATER_FROM_BYTES = 1 << 20;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path folder;
    private final boolean forced;
    private final Optional<Executor> later;
    private final ReentrantLock unpacking = new ReentrantLock();
    private final AtomicLong temporaries = new AtomicLong();

    /// @param functions the folder of functions; one store has it at a time
    public LocalCode(Path functions) throws IOException {
        this(functions, BOOT, Optional.empty());
    }

    /// @param later unpacks what is large, so that nobody waits for it
    public LocalCode(Path functions, Executor later) throws IOException {
        this(functions, BOOT, Optional.of(later));
    }

    /// A thread for that, which is there while it has something to do.
    public static Executor unpacker() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("unpack-code").factory());
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /// @param boot a file that has another content after each boot, if it is there
    LocalCode(Path functions, Path boot) throws IOException {
        this(functions, boot, Optional.empty());
    }

    private LocalCode(Path functions, Path boot, Optional<Executor> later) throws IOException {
        this.later = later;
        FunctionFolders folders = new FunctionFolders(functions.toAbsolutePath());
        this.folder = folders.code();
        this.forced = !Files.isReadable(boot);
        FunctionFolders.make(folder);
        if (!forced) {
            forgetOtherBoots(folders.boot(), Files.readString(boot));
        }
        for (Path child : FunctionFolders.children(folder)) {
            if (child.getFileName().toString().startsWith(".")) {
                FunctionFolders.remove(child);
            }
        }
    }

    private void forgetOtherBoots(Path file, String boot) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(boot)) {
            for (Path child : FunctionFolders.children(folder)) {
                if (Files.isDirectory(child)) {
                    FunctionFolders.remove(child);
                }
            }
            Files.writeString(file, boot);
        }
    }

    @Override
    public StoredCode put(InputStream zip) throws IOException {
        Path temporary = folder.resolve("." + temporaries.incrementAndGet() + ".zip");
        try {
            MessageDigest digest = sha256();
            long bytes = receive(zip, temporary, digest);
            String hex = HexFormat.of().formatHex(digest.digest());
            if (later.isPresent() && bytes >= LATER_FROM_BYTES && isSound(temporary, hex)) {
                AtomicFile.rename(temporary, zipFile(hex), true);
                later.get().execute(() -> unpackAhead(hex));
                return new StoredCode(base64(hex), bytes);
            }
            unpacking.lock();
            try {
                keep(temporary, hex);
            } finally {
                unpacking.unlock();
            }
            return new StoredCode(base64(hex), bytes);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private boolean isSound(Path temporary, String hex) throws IOException {
        return Files.exists(zipFile(hex)) || new CodeZip(temporary, forced).check(folder.resolve(hex));
    }

    private void unpackAhead(String hex) {
        try {
            unpacked(base64(hex));
        } catch (UnavailableException e) {
            // Whoever asks for it tries again, and is told.
            LOG.warn("{}", e.getMessage());
        }
    }

    /// A zip may not be larger than what it may hold: what compresses to more than itself is no code.
    private static long receive(InputStream zip, Path temporary, MessageDigest digest) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[64 << 10];
        try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
                bytes += count;
                if (bytes > Limit.FUNCTION_CODE_BYTES.value()) {
                    throw new RequestException(
                            "InvalidParameterValueException",
                            "The zip is larger than " + Limit.FUNCTION_CODE_BYTES.value() + " bytes");
                }
                digest.update(buffer, 0, count);
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, count);
                while (chunk.hasRemaining()) {
                    file.write(chunk);
                }
            }
            file.force(false);
        }
        return bytes;
    }

    private void keep(Path temporary, String hex) throws IOException {
        Path target = zipFile(hex);
        Path unpacked = folder.resolve(hex);
        if (Files.exists(target) && Files.isDirectory(unpacked)) {
            return;
        }
        if (!Files.isDirectory(unpacked)) {
            unpack(temporary, unpacked);
        }
        AtomicFile.rename(temporary, target, true);
    }

    private void unpack(Path zip, Path unpacked) throws IOException {
        Path partial = folder.resolve("." + unpacked.getFileName());
        FunctionFolders.remove(partial);
        try {
            new CodeZip(zip, forced).unpack(partial);
            AtomicFile.rename(partial, unpacked, forced);
        } finally {
            FunctionFolders.remove(partial);
        }
    }

    @Override
    public Optional<InputStream> open(String sha256) {
        try {
            return Optional.of(Files.newInputStream(zipFile(hex(sha256))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UnavailableException("A function's code could not be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Contents contents(String sha256) {
        Path top = unpacked(sha256).orElseThrow(() -> new UnavailableException("This code is not here: " + sha256));
        try {
            Set<String> names = FunctionFolders.children(top).stream()
                    .map(child -> child.getFileName().toString())
                    .collect(Collectors.toSet());
            return new Contents(bytes(top), names);
        } catch (IOException e) {
            throw new UnavailableException("A function's code could not be read: " + e.getMessage(), e);
        }
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        for (Path child : FunctionFolders.children(folder)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                bytes += bytes(child);
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                bytes += Files.size(child);
            }
        }
        return bytes;
    }

    /// Where the code lies unpacked: what `LAMBDA_TASK_ROOT` is for its processes.
    ///
    /// @throws UnavailableException when it cannot be unpacked
    Optional<Path> unpacked(String sha256) {
        Path unpacked = folder.resolve(hex(sha256));
        Path zip = zipFile(hex(sha256));
        if (!Files.isDirectory(unpacked) && Files.exists(zip)) {
            unpacking.lock();
            try {
                if (!Files.isDirectory(unpacked)) {
                    unpack(zip, unpacked);
                }
            } catch (IOException e) {
                throw new UnavailableException("A function's code could not be unpacked: " + e.getMessage(), e);
            } finally {
                unpacking.unlock();
            }
        }
        return Optional.of(unpacked).filter(Files::isDirectory);
    }

    /// Where Python keeps what it compiles of this code; not there before it does.
    Path compiled(String sha256) {
        return folder.resolve(hex(sha256) + ".pycache");
    }

    @Override
    public void retain(Set<String> sha256) {
        Set<String> kept = sha256.stream().map(LocalCode::hex).collect(Collectors.toSet());
        try {
            for (Path child : FunctionFolders.children(folder)) {
                String name = child.getFileName().toString();
                int dot = name.indexOf('.');
                if (!kept.contains(dot < 0 ? name : name.substring(0, dot))) {
                    FunctionFolders.remove(child);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Code of functions that are gone could not be deleted", e);
        }
    }

    private Path zipFile(String hex) {
        return folder.resolve(hex + ".zip");
    }

    private static String hex(String sha256) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(sha256));
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
