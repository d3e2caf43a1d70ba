package io.millrace.backends.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Javas of this machine: the one that runs the server, and those in the places where the `millrace` launcher
/// looks.
/// Reads their `release` files and starts none of them.
final class JavaSearch {
    private static final Pattern VERSION =
            Pattern.compile("^JAVA_VERSION=\"((?:1\\.)?(\\d+)[^\"]*)\"", Pattern.MULTILINE);
    private static final List<String> PLACES = List.of(
            "/usr/lib/jvm/*",
            "/usr/lib64/jvm/*",
            "/usr/java/*",
            "/opt/java/*",
            "/opt/jdk*",
            "~/.jdks/*",
            "~/.sdkman/candidates/java/*",
            "~/.asdf/installs/java/*",
            "~/.local/share/mise/installs/java/*",
            "/Library/Java/JavaVirtualMachines/*/Contents/Home",
            "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
            "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
            "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
            "/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec");

    private JavaSearch() {}

    static List<Program> all() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        Optional.ofNullable(System.getenv("MILLRACE_JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        PathSearch.onPath("java").stream()
                .flatMap(file -> homeOf(file).stream())
                .forEach(homes::add);
        PLACES.stream().flatMap(place -> Places.matching(place).stream()).forEach(homes::add);
        Map<Path, Program> found = new LinkedHashMap<>();
        for (Path home : homes) {
            read(home).ifPresent(program -> found.putIfAbsent(program.executable(), program));
        }
        return List.copyOf(found.values());
    }

    private static Optional<Path> homeOf(Path java) {
        try {
            return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Program> read(Path home) {
        try {
            Path executable = home.resolve("bin/java").toRealPath();
            Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
            if (Files.isExecutable(executable) && matcher.find()) {
                return Optional.of(new Program(executable, Integer.parseInt(matcher.group(2)), matcher.group(1)));
            }
        } catch (IOException e) {
            // Not a Java, or not one that can be read: as if it were not there.
        }
        return Optional.empty();
    }
}
