package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From Invoke to the answer of a function that has no process yet; beside a program of the language that does nothing.
final class ColdStartBench implements Bench.Measurement {
    private static final String NOTHING = "class Nothing { public static void main(String[] args) { } }\n";

    @Override
    public String what() {
        return "a function's first answer, s (asked: Java < 1)";
    }

    /// Cold starts of each.
    @Override
    public long defaultSize() {
        return 7;
    }

    @Override
    public void run(Path folder, long starts) throws Exception {
        for (FunctionCode code : FunctionCode.answers()) {
            Path data = folder.resolve(code.name());
            try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT);
                    Functions functions = new Functions(server.port())) {
                if (functions.create("first", code)) {
                    measure(functions, code, (int) starts, bare(folder, code.runtime(), (int) starts));
                    System.out.printf(
                            "%-14s processor time of a process %.2f s%n",
                            "", server.childrenCpuMicros() / (starts + 1) / 1e6);
                }
            }
        }
    }

    private static void measure(Functions functions, FunctionCode code, int starts, double bareMillis)
            throws IOException {
        double firstMillis = functions.invoke("first").totalMillis();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            if (functions.create("f" + i, code)) {
                millis.add(functions.invoke("f" + i).totalMillis());
            }
        }
        double p50Millis = Quantiles.of(millis).p50();
        System.out.printf(
                "%-14s median %.3f s, slowest %.3f s of %d; first of a server %.3f s; bare program %.3f s, ratio %.1f%n",
                code.title(),
                p50Millis / 1e3,
                millis.stream().mapToDouble(it -> it).max().orElse(0) / 1e3,
                starts,
                firstMillis / 1e3,
                bareMillis / 1e3,
                p50Millis / bareMillis);
    }

    /// The limit: the language's own start, in milliseconds.
    private static double bare(Path folder, String runtime, int runs) throws IOException, InterruptedException {
        List<String> command;
        if (runtime.startsWith("java")) {
            Path home = Path.of(System.getProperty("java.home"), "bin");
            Path source = Files.writeString(folder.resolve("Nothing.java"), NOTHING);
            Command.output(List.of(home.resolve("javac").toString(), "-d", folder.toString(), source.toString()));
            command = List.of(home.resolve("java").toString(), "-XX:+UseSerialGC", "-cp", folder.toString(), "Nothing");
        } else if (runtime.startsWith("nodejs")) {
            command = List.of("node", "-e", "0");
        } else {
            // The program itself: what the name leads to may be a script that looks for it.
            String python = Command.output(List.of("python3", "-c", "import sys; print(sys.executable)"));
            command = List.of(python.strip(), "-c", "pass");
        }
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long begun = System.nanoTime();
            Command.output(command);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return Quantiles.of(millis).p50();
    }
}
