package io.millrace.server.cli;

import io.millrace.server.cli.LocalServer.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A server that goes on when the command that started it has ended. It is started as this process was: with the same
/// Java, options, cache and jar.
final class BackgroundServer {
    private static final String LOG = "server.log";
    private static final int SAID_BYTES_MAX = 4 << 10;
    private static final int SAID_LINES_MAX = 3;

    /// A session of its own, where the system can give one: then neither Ctrl-C nor a closed terminal reaches it. The
    /// shell tells the server's process and ends: a Java that still waits for a child takes 0.3 s longer to end
    /// itself.
    private static final String DETACH =
            "log=$1; shift; if command -v setsid > /dev/null; then set -- setsid \"$@\"; fi;"
                    + " trap '' HUP INT; \"$@\" < /dev/null >> \"$log\" 2>&1 & echo $!";

    /// What the launcher gives to commands that end soon; a server is to become fast.
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final ProcessHandle process;
    private final int port;
    private final Path data;
    private final long logged;

    private BackgroundServer(ProcessHandle process, int port, Path data, long logged) {
        this.process = process;
        this.port = port;
        this.data = data;
        this.logged = logged;
    }

    /// Starts one, and does not wait for it.
    static BackgroundServer start(int port, Path data) throws IOException {
        Files.createDirectories(data);
        Path log = data.resolve(LOG);
        long logged = Files.exists(log) ? Files.size(log) : 0;
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "millrace", log.toString()));
        command.addAll(java());
        command.addAll(List.of("start", "--port", Integer.toString(port), "--data", data.toString()));
        Process shell = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (InputStream told = shell.getInputStream()) {
            long pid = Long.parseLong(new String(told.readAllBytes(), StandardCharsets.US_ASCII).strip());
            ProcessHandle process = ProcessHandle.of(pid)
                    .orElseThrow(() -> new IOException("The server ended at once; its log is " + log));
            return new BackgroundServer(process, port, data, logged);
        } catch (NumberFormatException e) {
            throw new IOException("The server could not be started; its log is " + log, e);
        }
    }

    /// Waits until it takes requests, and says where it is and how it is stopped.
    ///
    /// @throws IOException with what it said when it does not start
    void awaitReady(PrintWriter out, Path defaultData) throws IOException, InterruptedException {
        Found found = LocalServer.await(port, process::isAlive);
        if (!(found instanceof Found.Ready)) {
            process.destroy();
            throw new IOException("The server did not start; its log " + data.resolve(LOG) + " ends with: " + said());
        }
        out.println("Started Millrace " + Version.TEXT + " on " + LocalServer.url(port) + ", data in " + data
                + ", log in " + data.resolve(LOG) + ".");
        out.println(
                "It keeps running until 'millrace stop" + (data.equals(defaultData) ? "" : " --data " + data) + "'.");
    }

    private String said() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(data.resolve(LOG).toFile(), "r")) {
            long from = Math.max(logged, log.length() - SAID_BYTES_MAX);
            byte[] end = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - SAID_LINES_MAX), lines.size()));
        }
    }

    /// This process's own command line up to its jar; where the system does not tell it, the same put together anew.
    private static List<String> java() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        command.add(self.command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        List<String> arguments = List.of(self.arguments().orElse(new String[0]));
        int jar = arguments.indexOf("-jar") + 1;
        if (jar > 0 && jar < arguments.size() && isOurs(arguments.get(jar))) {
            arguments.subList(0, jar + 1).stream()
                    .filter(argument -> !argument.equals(QUICK))
                    .forEach(command::add);
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.millrace.server.Main"));
        }
        return command;
    }

    private static boolean isOurs(String jar) {
        try {
            Path own = Path.of(BackgroundServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.of(own).filter(Files::isRegularFile).isPresent() && Files.isSameFile(own, Path.of(jar));
        } catch (URISyntaxException | IOException unknown) {
            return false;
        }
    }
}
