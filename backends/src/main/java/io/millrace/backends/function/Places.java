package io.millrace.backends.function;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Patterns of paths where programs are usually installed. Stateless.
final class Places {
    private Places() {}

    /// What there is at a place, in the order of names.
    ///
    /// @param pattern absolute, or below `~`; `*` stands for anything within a name
    static List<Path> matching(String pattern) {
        String expanded = pattern.startsWith("~") ? System.getProperty("user.home") + pattern.substring(1) : pattern;
        List<Path> found = List.of(Path.of("/"));
        for (String part : expanded.substring(1).split("/", -1)) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                if (part.contains("*")) {
                    next.addAll(children(folder, part));
                } else if (Files.exists(folder.resolve(part))) {
                    next.add(folder.resolve(part));
                }
            }
            found = next;
        }
        return found;
    }

    private static List<Path> children(Path folder, String glob) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
            all.forEach(children::add);
        } catch (IOException e) {
            return List.of();
        }
        return children.stream().sorted().toList();
    }
}
