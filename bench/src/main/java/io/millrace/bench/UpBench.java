package io.millrace.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `millrace up` of the clicks example from nothing: the server is started, the data folder is made. Then once more,
/// when
/// there is nothing to change.
final class UpBench implements Bench.Measurement {
    private static final String TEMPLATE = "examples/mysfits/clicks/template.yaml";

    @Override
    public String what() {
        return "millrace up of " + TEMPLATE + " with the start of the server (asked: < 2 s)";
    }

    @Override
    public long defaultSize() {
        return 5;
    }

    @Override
    public void run(Path folder, long runs) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Path data = folder.resolve("data" + i);
            try {
                first.add(up(data));
                again.add(up(data));
            } finally {
                millrace(List.of("stop", "--data", data.toString()));
            }
        }
        print("up, from nothing", first);
        print("up, no change", again);
    }

    private static double up(Path data) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        millrace(List.of(
                "up",
                TEMPLATE,
                "--param",
                "MysfitsApiUrl=http://127.0.0.1:8080",
                "--port",
                Integer.toString(Bench.PORT),
                "--data",
                data.toString()));
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void millrace(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(new File("millrace").getAbsolutePath()));
        command.addAll(arguments);
        Command.output(command);
    }

    private static void print(String name, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                "%-18s median %.2f s, fastest %.2f s, slowest %.2f s of %d%n",
                name, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
    }
}
