package io.millrace.backends.function;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/// What runs handlers, unpacked from this program into a folder named by its content: our bootstraps of Node and
/// Python,
/// and for Java AWS's runtime interface client with what it needs.
///
/// Source: <https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client>
final class RuntimeFiles {
    private static final String CLIENT = "java/aws-lambda-java-runtime-interface-client.jar";
    private static final List<String> JARS = List.of(
            CLIENT,
            "java/aws-lambda-java-core.jar",
            "java/aws-lambda-java-serialization.jar",
            "java/utils-lite.jar",
            "java/annotations.jar");
    private static final String NODE = "bootstrap.mjs";
    private static final String NODE_TUNNEL = "tunnel.mjs";
    private static final String PYTHON = "bootstrap.py";

    private final Path runtimes;
    private Path unpacked;

    RuntimeFiles(Path runtimes) {
        this.runtimes = runtimes;
    }

    /// Where they lie; unpacks them at the first call and removes those of other versions of this program.
    synchronized Path folder() {
        if (unpacked == null) {
            try {
                unpacked = unpack();
            } catch (IOException e) {
                throw new UncheckedIOException("The runtimes of functions could not be unpacked", e);
            }
        }
        return unpacked;
    }

    Path node() {
        return folder().resolve(NODE);
    }

    Path python() {
        return folder().resolve(PYTHON);
    }

    String javaClassPath() {
        return JARS.stream().map(jar -> folder().resolve(jar).toString()).collect(Collectors.joining(":"));
    }

    /// The client's native part for this system; it would put it into `/tmp` by itself, over the one that another
    /// process is running from.
    Path javaNative() {
        return folder().resolve(nativeName());
    }

    private static String nativeName() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        boolean musl = !Places.matching("/lib/ld-musl-*").isEmpty();
        return "jni/libaws-lambda-jni.linux" + (musl ? "_musl" : "") + "-" + architecture + ".so";
    }

    private Path unpack() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : JARS) {
            files.put(name, resource(name));
        }
        files.put(NODE, resource(NODE));
        files.put(NODE_TUNNEL, resource(NODE_TUNNEL));
        files.put(PYTHON, resource(PYTHON));
        Path target = runtimes.resolve(digest(files));
        if (!Files.isDirectory(target)) {
            FunctionFolders.make(runtimes);
            Path partial = runtimes.resolve("." + target.getFileName());
            FunctionFolders.remove(partial);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = partial.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            unpackNative(partial);
            AtomicFile.rename(partial, target, true);
        }
        for (Path other : FunctionFolders.children(runtimes)) {
            if (!other.equals(target)) {
                FunctionFolders.remove(other);
            }
        }
        return target;
    }

    private static void unpackNative(Path folder) throws IOException {
        Path file = folder.resolve(nativeName());
        Files.createDirectories(file.getParent());
        try (ZipFile jar = new ZipFile(folder.resolve(CLIENT).toFile())) {
            try (InputStream in = jar.getInputStream(jar.getEntry(nativeName()))) {
                Files.copy(in, file);
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = RuntimeFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This program was built without " + name);
            }
            return in.readAllBytes();
        }
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
