package io.millrace.server.cli;

import io.millrace.server.StartOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options of `start` as a supervisor writes them, read without picocli: its classes are of a format too old for
/// the AOT cache, and loading them takes a quarter of the start. Whatever is not plain, also every mistake, is left to
/// [StartCommand].
final class StartArguments {
    private static final Set<String> NAMES = Set.of("--port", "--host", "--data", "--log", "--tables", "--credentials");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
    private static final int PORT_MAX = 65_535;

    private StartArguments() {}

    /// @param args of the program: `start`, then options
    /// @return empty when picocli is to read them
    static Optional<StartOptions> read(String... args) {
        if (args.length == 0 || !args[0].equals("start")) {
            return Optional.empty();
        }
        return pairs(args).flatMap(StartArguments::options);
    }

    /// `--name value` and `--name=value`, each name once.
    private static Optional<Map<String, String>> pairs(String[] args) {
        Map<String, String> pairs = new HashMap<>();
        int next = 1;
        while (next < args.length) {
            String name = args[next++];
            int equals = name.indexOf('=');
            String value;
            if (equals > 0) {
                value = name.substring(equals + 1);
                name = name.substring(0, equals);
            } else if (next < args.length) {
                value = args[next++];
            } else {
                return Optional.empty();
            }
            boolean plain = !value.isEmpty() && !value.startsWith("-") && !value.startsWith("\"");
            if (!plain || !NAMES.contains(name) || pairs.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    private static Optional<StartOptions> options(Map<String, String> pairs) {
        String host = pairs.getOrDefault("--host", StartOptions.DEFAULT_HOST);
        String port = pairs.getOrDefault("--port", Integer.toString(StartOptions.DEFAULT_PORT));
        if (!LOOPBACK.contains(host) || !port.matches("\\d{1,5}") || Integer.parseInt(port) > PORT_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StartOptions(
                    host,
                    Integer.parseInt(port),
                    Path.of(pairs.getOrDefault("--data", StartCommand.DEFAULT_DATA))
                            .toAbsolutePath()
                            .normalize(),
                    pairs.getOrDefault("--log", StartOptions.DEFAULT_LOG),
                    pairs.getOrDefault("--tables", StartOptions.DEFAULT_TABLES),
                    Optional.ofNullable(pairs.get("--credentials")).map(Path::of),
                    Optional.empty()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
