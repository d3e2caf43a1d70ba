package io.millrace.backends.function;

import io.millrace.backends.file.AtomicFile;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A zip with the code of a function, which is hostile until it is unpacked: names that lead elsewhere, more bytes than
/// it
/// says, names that stand twice. Nothing of it is obeyed but names and whether a file may be executed; an entry that
/// was
/// a symbolic link becomes a file with the link's text.
///
/// What is unpacked is read-only where the system has permissions.
final class CodeZip {
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
    private static final int NAME_BYTES_MAX = 255;
    private static final int PATH_BYTES_MAX = 1_024;

    private final Path zip;
    private final boolean forced;
    private final byte[] buffer = new byte[64 << 10];
    private long left = Limit.FUNCTION_CODE_BYTES.value();

    /// @param forced whether each file is forced to disk, which takes longer than writing it
    CodeZip(Path zip, boolean forced) {
        this.zip = zip;
        this.forced = forced;
    }

    /// Reads all of it and writes nothing.
    ///
    /// @param target the folder that it would be unpacked in
    /// @return whether unpacking it can find nothing more to refuse: no file system takes two of its names for one
    /// @throws RequestException `InvalidParameterValueException`
    boolean check(Path target) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
            List<? extends ZipEntry> entries = Collections.list(file.entries());
            check(entries);
            for (ZipEntry entry : entries) {
                if (!target.resolve(entry.getName()).startsWith(target)) {
                    throw refused("has the entry '" + entry.getName() + "'");
                }
                if (!entry.isDirectory()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        checkSum(entry, copy(in, CodeZip::skip));
                    }
                }
            }
            return areDistinctEverywhere(entries);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw refused("cannot be read: " + e.getMessage());
        }
    }

    /// Also where names are the same that differ in case only, or in how their letters are composed.
    private static boolean areDistinctEverywhere(List<? extends ZipEntry> entries) {
        Set<String> files = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (ZipEntry entry : entries) {
            String name = Normalizer.normalize(entry.getName(), Normalizer.Form.NFKD)
                    .toUpperCase(Locale.ROOT)
                    .toLowerCase(Locale.ROOT);
            if (!entry.isDirectory() && !files.add(name)) {
                return false;
            }
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                folders.add(name.substring(0, slash));
            }
        }
        return Collections.disjoint(files, folders);
    }

    /// @param target a folder that is not there yet
    /// @throws RequestException `InvalidParameterValueException`
    void unpack(Path target) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8);
                FileSystem attributes = FileSystems.newFileSystem(
                        zip, Map.of("enablePosixFileAttributes", true, "defaultPermissions", "rw-r--r--"))) {
            List<? extends ZipEntry> entries = Collections.list(file.entries());
            check(entries);
            Files.createDirectory(target);
            Set<Path> folders = new HashSet<>(Set.of(target));
            for (ZipEntry entry : entries) {
                Path path = target.resolve(entry.getName());
                makeFolders(entry.isDirectory() ? path : path.getParent(), target, folders);
                if (!entry.isDirectory()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        checkSum(entry, write(in, path));
                    }
                    protect(path, isExecutable(attributes.getPath(entry.getName())));
                }
            }
            for (Path folder : forced ? folders : Set.<Path>of()) {
                AtomicFile.forceFolder(folder);
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw refused("cannot be read: " + e.getMessage());
        }
    }

    /// Every name, before anything is written.
    private static void check(List<? extends ZipEntry> entries) {
        if (entries.isEmpty()) {
            throw refused("holds no file");
        }
        if (entries.size() > Limit.FUNCTION_CODE_ENTRIES.value()) {
            throw refused("has " + entries.size() + " entries; at most " + Limit.FUNCTION_CODE_ENTRIES.value()
                    + " are allowed");
        }
        Map<String, Boolean> isFolder = new HashMap<>();
        for (ZipEntry entry : entries) {
            String name = entry.isDirectory() ? trimmed(entry.getName()) : entry.getName();
            checkName(name);
            if (isFolder.putIfAbsent(name, entry.isDirectory()) != null) {
                throw refused("has two entries named '" + name + "'");
            }
        }
        for (String name : List.copyOf(isFolder.keySet())) {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                String above = name.substring(0, slash);
                if (!isFolder.getOrDefault(above, true)) {
                    throw refused("has '" + above + "' both as a file and as a folder");
                }
            }
        }
    }

    private static String trimmed(String folder) {
        return folder.substring(0, folder.length() - 1);
    }

    private static void checkName(String name) {
        if (name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || DRIVE.matcher(name).matches()) {
            throw refused("has the entry '" + name + "': names are relative, with '/' between folders");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused("has the entry '" + name + "': no part of a name may be empty, '.' or '..'");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
                throw refused("has an entry with a name of more than " + NAME_BYTES_MAX + " bytes");
            }
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            throw refused("has an entry with a path of more than " + PATH_BYTES_MAX + " bytes");
        }
    }

    private static void makeFolders(Path folder, Path top, Set<Path> made) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; !at.equals(top) && made.add(at); at = at.getParent()) {
            missing.add(at);
        }
        for (Path at : missing.reversed()) {
            if (Files.isRegularFile(at)) {
                throw refused("has two entries that are one file here: '" + top.relativize(at) + "'");
            }
            Files.createDirectories(at);
        }
    }

    private static void checkSum(ZipEntry entry, long crc) {
        if (crc != entry.getCrc()) {
            throw refused("cannot be read: the checksum of '" + entry.getName() + "' does not fit");
        }
    }

    private static int skip(ByteBuffer bytes) {
        int count = bytes.remaining();
        bytes.position(bytes.limit());
        return count;
    }

    /// @return the checksum of it
    private long write(InputStream in, Path path) throws IOException {
        if (Files.exists(path)) {
            throw refused("has two entries that are one file here: '" + path.getFileName() + "'");
        }
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            long crc = copy(in, out::write);
            if (forced) {
                out.force(false);
            }
            return crc;
        }
    }

    /// Takes some or all of what is in a buffer.
    private interface Sink {
        int write(ByteBuffer bytes) throws IOException;
    }

    /// Counts what really comes out, whatever the zip says of its size.
    ///
    /// @return the checksum of it
    private long copy(InputStream in, Sink out) throws IOException {
        CRC32 crc = new CRC32();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            left -= count;
            if (left < 0) {
                throw refused("is larger than " + Limit.FUNCTION_CODE_BYTES.value() + " bytes when unpacked");
            }
            crc.update(buffer, 0, count);
            ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, count);
            while (chunk.hasRemaining()) {
                out.write(chunk);
            }
        }
        return crc.getValue();
    }

    private static void protect(Path path, boolean executable) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(executable ? "r-xr-xr-x" : "r--r--r--"));
        }
    }

    private static boolean isExecutable(Path entry) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(entry);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    private static RequestException refused(String why) {
        return new RequestException("InvalidParameterValueException", "Could not unzip uploaded file: the zip " + why);
    }
}
