package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Many stacks: what each adds to the log on disk, to the start and to memory, how long lists of them take, and the
/// events of a stack that has had many.
final class StacksBench implements Bench.Measurement {
    private static final int RESOURCES = 20;
    private static final int LARGE = 200;
    private static final int EVENTS = 10_000;
    private static final int STARTS = 5;
    private static final int CALLS = 20;
    private static final int IDLE_MILLIS = 3_000;
    private static final double MEGABYTE = 1 << 20;

    @Override
    public String what() {
        return "many stacks of " + RESOURCES + " resources: start, memory, lists, and a stack with " + EVENTS
                + " events";
    }

    @Override
    public long defaultSize() {
        return 100;
    }

    @Override
    public void run(Path folder, long count) throws Exception {
        Path data = folder.resolve("data");
        starts(data, "empty");
        fill(data, count);
        starts(data, count + " stacks");
        try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT);
                StackCalls stacks = new StackCalls(server)) {
            ask(stacks, "ListStacks", Map.of());
            ask(stacks, "DescribeStacks", Map.of());
            events(stacks);
        }
    }

    private static void fill(Path data, long count) throws Exception {
        try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT);
                StackCalls stacks = new StackCalls(server)) {
            String template = stacks.upload("small", BigTemplate.of(RESOURCES, 0));
            long before = bytes(data);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                seconds.add(stacks.create("many-" + i, template));
            }
            System.out.printf(
                    "created %d: first ten %.3f s each, last ten %.3f s each; %.0f KB of log a stack%n",
                    count,
                    average(seconds.subList(0, 10)),
                    average(seconds.subList(seconds.size() - 10, seconds.size())),
                    (bytes(data) - before) / 1024.0 / count);
        }
    }

    private static double average(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long sum = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private static void starts(Path data, String what) throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        double resident = 0;
        for (int i = 0; i < STARTS; i++) {
            try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT)) {
                cpu.add(server.cpuMicros() / 1e6);
                seconds.add(server.readySeconds());
                Thread.sleep(IDLE_MILLIS);
                resident = Math.max(resident, server.residentMegabytes());
            }
        }
        seconds.sort(null);
        cpu.sort(null);
        System.out.printf(
                "%-12s ready: median %.3f s (processor %.2f s), slowest %.3f s; resident idle %.0f MB; on disk %.1f MB%n",
                what,
                seconds.get(STARTS / 2),
                cpu.get(STARTS / 2),
                seconds.getLast(),
                resident,
                bytes(data) / MEGABYTE);
    }

    private static void ask(StackCalls stacks, String action, Map<String, String> parameters) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            stacks.call(action, parameters);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        System.out.printf(
                "%-20s first %.1f ms, median %.1f ms a page%n",
                action, millis.getFirst(), Quantiles.of(millis).p50());
    }

    private static void events(StackCalls stacks) throws IOException, InterruptedException {
        List<String> templates = List.of(
                stacks.upload(
                        "large-0", BigTemplate.of(LARGE, 0).replace("RetentionInDays\":7", "RetentionInDays\":3")),
                stacks.upload("large-1", BigTemplate.of(LARGE, 1)));
        stacks.create("eventful", templates.getFirst());
        ask(stacks, "DescribeStackEvents", Map.of("StackName", "eventful"));
        int updates = (EVENTS - 3 * LARGE) / (2 * 70);
        List<Double> seconds = new ArrayList<>();
        for (int i = 1; i <= updates; i++) {
            seconds.add(stacks.update("eventful", templates.get(i % 2)));
        }
        System.out.printf(
                "updates: first ten %.3f s each, last ten %.3f s each%n",
                average(seconds.subList(0, 10)), average(seconds.subList(seconds.size() - 10, seconds.size())));
        ask(stacks, "DescribeStackEvents", Map.of("StackName", "eventful"));
    }
}
