package io.millrace.backends.function;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The Pythons and Nodes of this machine: on the PATH and where the usual version managers put them. Unless its name
/// says
/// what it is, each is started once, to say where it really is and what it is: what lies on the PATH may be a script
/// that
/// needs an environment which functions do not have.
final class PathSearch {
    private static final Pattern PYTHON_NAME = Pattern.compile("python3(\\.\\d+)?");
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\S*");
    private static final Pattern NAMED_VERSION = Pattern.compile("python(3\\.(\\d+))");
    private static final int ANSWER_SECONDS = 10;
    private static final int ANSWER_BYTES = 4 << 10;

    private static final List<String> PYTHON_PLACES = List.of(
            "/usr/bin/python3*",
            "/usr/local/bin/python3*",
            "/opt/homebrew/bin/python3*",
            "/opt/homebrew/opt/python@3*/bin/python3*",
            "~/.pyenv/versions/*/bin/python3",
            "~/.asdf/installs/python/*/bin/python3",
            "~/.local/share/mise/installs/python/*/bin/python3",
            "~/.local/share/uv/python/*/bin/python3");
    private static final List<String> NODE_PLACES = List.of(
            "/usr/bin/node",
            "/usr/local/bin/node",
            "/opt/homebrew/bin/node",
            "/opt/homebrew/opt/node@*/bin/node",
            "~/.nvm/versions/node/*/bin/node",
            "~/.asdf/installs/nodejs/*/bin/node",
            "~/.local/share/mise/installs/node/*/bin/node",
            "~/.volta/tools/image/node/*/bin/node",
            "~/.local/share/fnm/node-versions/*/installation/bin/node");

    private PathSearch() {}

    static List<Program> pythons() {
        Stream<Path> onPath = folders().flatMap(folder -> Places.matching(folder + "/python3*").stream());
        Stream<Path> candidates = Stream.concat(
                        onPath, PYTHON_PLACES.stream().flatMap(place -> Places.matching(place).stream()))
                .filter(file ->
                        PYTHON_NAME.matcher(file.getFileName().toString()).matches());
        String question = "import platform, sys; print(sys.executable); print(platform.python_version())";
        return ask(candidates, List.of("-I", "-c", question), 2);
    }

    static List<Program> nodes() {
        Stream<Path> candidates = Stream.concat(
                onPath("node").stream(), NODE_PLACES.stream().flatMap(place -> Places.matching(place).stream()));
        return ask(candidates, List.of("-e", "console.log(process.execPath); console.log(process.version)"), 1);
    }

    /// Files of this name in the folders of PATH.
    static List<Path> onPath(String name) {
        return folders()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .toList();
    }

    private static Stream<String> folders() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator)).filter(folder -> folder.startsWith("/"));
    }

    /// @param group of [#VERSION] that is the number to compare
    private static List<Program> ask(Stream<Path> candidates, List<String> question, int group) {
        List<Path> distinct = candidates
                .filter(Files::isExecutable)
                .map(PathSearch::real)
                .distinct()
                .toList();
        Map<Path, Program> found = new LinkedHashMap<>();
        List<Path> scripts = new ArrayList<>();
        for (Path candidate : distinct) {
            Matcher named = NAMED_VERSION.matcher(candidate.getFileName().toString());
            if (isScript(candidate)) {
                scripts.add(candidate);
            } else if (named.matches()) {
                found.putIfAbsent(candidate, new Program(candidate, Integer.parseInt(named.group(2)), named.group(1)));
            } else {
                ask(candidate, question, group).ifPresent(it -> found.putIfAbsent(it.executable(), it));
            }
        }
        for (Path script : found.isEmpty() ? scripts : List.<Path>of()) {
            ask(script, question, group).ifPresent(it -> found.putIfAbsent(it.executable(), it));
        }
        return List.copyOf(found.values());
    }

    private static Optional<Program> ask(Path candidate, List<String> question, int group) {
        List<String> lines = answer(candidate, question);
        if (lines.size() == 2) {
            Matcher version = VERSION.matcher(lines.getLast());
            if (version.matches()) {
                int number = Integer.parseInt(version.group(group));
                return Optional.of(new Program(Path.of(lines.getFirst()), number, lines.getLast()));
            }
        }
        return Optional.empty();
    }

    /// Version managers put scripts in the places of programs, which are slow, and lead to what lies elsewhere.
    private static boolean isScript(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(2), new byte[] {'#', '!'});
        } catch (IOException e) {
            return true;
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    /// What a program prints; nothing when it cannot be started, fails, or does not end.
    private static List<String> answer(Path program, List<String> question) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(question);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                if (process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    byte[] printed = process.getInputStream().readNBytes(ANSWER_BYTES);
                    return new String(printed, StandardCharsets.UTF_8).lines().toList();
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // As if it were not there.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }
}
