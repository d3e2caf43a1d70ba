package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server under test, in a process of its own, with what the system says of its processor time and memory (Linux).
final class ServerProcess implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final int port;
    private final double readySeconds;

    private ServerProcess(Process process, int port, double readySeconds) {
        this.process = process;
        this.port = port;
        this.readySeconds = readySeconds;
    }

    /// Starts a command and waits until a path of it answers.
    static ServerProcess start(List<String> command, int port, String readyPath)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("millrace-bench", ".out");
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        while (true) {
            try (Loopback probe = new Loopback(port)) {
                probe.get(readyPath);
                return new ServerProcess(process, port, (System.nanoTime() - begun) / 1e9);
            } catch (IOException | IllegalStateException notYet) {
                // Nobody listens yet, or it says itself that it is not ready.
                if (!process.isAlive() || System.nanoTime() - begun > 60_000_000_000L) {
                    process.destroyForcibly();
                    throw new IOException("The server did not start: " + Files.readString(output), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
    }

    /// Millrace, as the launcher starts it.
    static ServerProcess millrace(Path data, int port, String... more) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("millrace").toAbsolutePath().toString(), "start"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(List.of(more));
        return start(command, port, "/_millrace/health");
    }

    /// The limit of the HTTP library.
    static ServerProcess bare(int port) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareHttp.class.getName(),
                        Integer.toString(port)),
                port,
                "/");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    double readySeconds() {
        return readySeconds;
    }

    /// User and system time since the start, in microseconds.
    double cpuMicros() throws IOException {
        String[] fields =
                Files.readString(proc("stat")).replaceFirst("^.*\\) ", "").split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND * 1e6;
    }

    /// The same of the processes that it has started and that still run.
    double childrenCpuMicros() {
        return process.descendants()
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .mapToDouble(cpu -> cpu.toNanos() / 1e3)
                .sum();
    }

    /// Memory that the process holds, in MB.
    double residentMegabytes() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}
