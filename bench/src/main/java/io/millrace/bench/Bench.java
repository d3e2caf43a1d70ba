package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Measures the program beside its limits, in one run, and prints ratios: absolute figures differ between machines,
/// ratios hold.
///
/// `millrace bench [NAME…]`; without a name, all. Needs Linux and `wrk`.
public final class Bench {
    static final int PORT = 14566;
    static final int BARE_PORT = 14567;

    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", new StartBench());
        ALL.put("put", new PutBench());
        ALL.put("batch", new BatchBench());
        ALL.put("delivery", new DeliveryBench());
        ALL.put("open", new OpenBench());
        ALL.put("invoke", new InvokeBench());
        ALL.put("transform", new TransformBench());
        ALL.put("gateway", new GatewayBench());
        ALL.put("coldstart", new ColdStartBench());
        ALL.put("stack", new StackBench());
        ALL.put("stacks", new StacksBench());
        ALL.put("up", new UpBench());
        ALL.put("tables", new TablesBench());
    }

    private Bench() {}

    public static void main(String[] args) throws Exception {
        List<String> names = args.length == 0 ? List.copyOf(ALL.keySet()) : List.of(args);
        for (String name : names) {
            String[] parts = name.split("=", 2);
            Measurement measurement = ALL.get(parts[0]);
            if (measurement == null) {
                System.err.println("No measurement " + parts[0] + "; there are " + String.join(", ", ALL.keySet()));
                System.exit(2);
            } else {
                Path folder =
                        Files.createTempDirectory(Path.of("").toAbsolutePath().resolve("bench/target"), parts[0]);
                System.out.println("\n== " + parts[0] + ": " + measurement.what());
                try {
                    measurement.run(folder, parts.length == 2 ? Long.parseLong(parts[1]) : measurement.defaultSize());
                } finally {
                    delete(folder);
                }
            }
        }
    }

    /// One thing that is measured.
    interface Measurement {
        /// What it measures, in a line.
        String what();

        /// How much of it, unless told `NAME=SIZE`: seconds, records, megabytes, calls or runs.
        long defaultSize();

        /// Measures and prints.
        ///
        /// @param folder for its files; deleted afterwards
        void run(Path folder, long size) throws Exception;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
