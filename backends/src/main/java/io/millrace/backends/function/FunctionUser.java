package io.millrace.backends.function;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A user of the system as whom functions run, which takes a server that runs as root and `setpriv` of util-linux.
///
/// Source: <https://man7.org/linux/man-pages/man1/setpriv.1.html>
record FunctionUser(String name, String userId, String groupId) {
    /// @throws IllegalArgumentException when there is no such user, or the server may not become another
    static FunctionUser find(String name) {
        if (!"0".equals(ask("id", "-u"))) {
            throw new IllegalArgumentException(
                    "Functions can run as the user '" + name + "' only when the server runs as root");
        }
        if (PathSearch.onPath("setpriv").isEmpty()) {
            throw new IllegalArgumentException("Functions can run as another user only with setpriv (util-linux)");
        }
        return new FunctionUser(name, ask("id", "-u", "--", name), ask("id", "-g", "--", name));
    }

    /// What comes before a command to run it as this user; it is replaced by the command, so that signals and exit
    /// values are the command's own.
    List<String> prefix() {
        String setpriv = PathSearch.onPath("setpriv").getFirst().toString();
        return List.of(setpriv, "--reuid=" + userId, "--regid=" + groupId, "--init-groups", "--no-new-privs", "--");
    }

    void own(Path folder) throws IOException {
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static String ask(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readNBytes(1_024), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalArgumentException("The user of functions: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalArgumentException("Functions cannot run as another user here: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("Interrupted while the user of functions was looked up", e);
        }
    }
}
