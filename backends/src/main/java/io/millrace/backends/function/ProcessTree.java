package io.millrace.backends.function;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes that belong to a function process: its descendants and, on Linux, everything that still has its mark
/// in
/// its environment, also what detached itself. Stateless; any thread.
///
/// Source: <https://man7.org/linux/man-pages/man5/proc.5.html>
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/environ"));
    private static final int KILL_ROUNDS = 10;
    private static final int DEPTH_MAX = 32;

    private ProcessTree() {}

    /// Kills what has the mark in its environment, until nothing has: a process may fork while it is looked for.
    ///
    /// @param mark `NAME=value`
    static void killMarked(String mark) {
        for (int round = 0; HAS_PROC && round < KILL_ROUNDS; round++) {
            List<ProcessHandle> marked = marked(mark);
            if (marked.isEmpty()) {
                return;
            }
            marked.forEach(ProcessHandle::destroyForcibly);
        }
    }

    static List<ProcessHandle> marked(String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.UTF_8);
        long own = ProcessHandle.current().pid();
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(PROC)) {
            for (Path folder : (Iterable<Path>) all::iterator) {
                String name = folder.getFileName().toString();
                if (Character.isDigit(name.charAt(0)) && Long.parseLong(name) != own) {
                    // First the handle, which knows when its process began: a number may be given anew.
                    Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(name));
                    if (handle.isPresent() && hasVariable(folder.resolve("environ"), wanted)) {
                        found.add(handle.get());
                    }
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    private static boolean hasVariable(Path file, byte[] wanted) {
        byte[] environment;
        try {
            environment = Files.readAllBytes(file);
        } catch (IOException e) {
            return false;
        }
        int from = 0;
        for (int at = 0; at <= environment.length; at++) {
            if (at == environment.length || environment[at] == 0) {
                if (Arrays.equals(environment, from, at, wanted, 0, wanted.length)) {
                    return true;
                }
                from = at + 1;
            }
        }
        return false;
    }

    /// Memory that a process and its descendants hold; what they share with others is counted for the first only.
    /// 0 when the system does not say.
    static long residentBytes(long pid) {
        return HAS_PROC ? residentBytes(pid, 0) : 0;
    }

    private static long residentBytes(long pid, int depth) {
        try {
            String status = Files.readString(PROC.resolve(pid + "/status"));
            long bytes = kilobytes(status, "VmRSS:") << 10;
            if (depth > 0) {
                bytes -= (kilobytes(status, "RssFile:") + kilobytes(status, "RssShmem:")) << 10;
            }
            String children = Files.readString(PROC.resolve(pid + "/task/" + pid + "/children"));
            if (depth < DEPTH_MAX && !children.isBlank()) {
                for (String child : children.strip().split(" ", -1)) {
                    bytes += residentBytes(Long.parseLong(child), depth + 1);
                }
            }
            return bytes;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static long kilobytes(String status, String name) {
        int at = status.indexOf(name);
        int end = at < 0 ? -1 : status.indexOf(" kB", at);
        return end < 0
                ? 0
                : Long.parseLong(status.substring(at + name.length(), end).strip());
    }
}
