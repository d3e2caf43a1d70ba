package io.millrace.server.cli;

import io.millrace.core.resource.Arn;
import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import io.millrace.server.demo.AwsCalls;
import io.millrace.server.demo.Click;
import io.millrace.server.demo.Delivered;
import io.millrace.server.demo.Demo;
import io.millrace.server.demo.DemoStack;
import io.millrace.server.demo.MysfitsStandIn;
import io.millrace.server.deploy.Steps;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the whole way of a click: starts the server, deploys the stack of an example, puts clicks to it, waits for the
/// files, and checks them.
@Command(
        name = "demo",
        description =
                "See it work: start a server, deploy a stack, send it clicks, watch them become files, check every one.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace demo",
            "  millrace demo --input /var/log/apache2/access.log",
            "  millrace demo --clicks 200000",
            "  millrace demo --keep"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String MARK = "made-by-millrace-demo";
    private static final Path TEMPLATE = Path.of("examples", "mysfits", "clicks", "template.yaml");
    private static final Path REAL_CLICKS = Path.of("..", "shared", "data", "apache_logs.gz");

    @Spec
    CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Access log in Apache's combined format to take the clicks from, plain or gzip.")
    Optional<Path> input;

    @Option(
            names = "--clicks",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "How many clicks to make up when there is no log. Default: ${DEFAULT-VALUE}")
    int clicks;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "./.millrace-demo",
            description = "Where everything is kept; emptied first if a demo made it. Default: ${DEFAULT-VALUE}")
    Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on. Default: 4566, or any free one when that is taken")
    Optional<Integer> port;

    @Option(names = "--keep", description = "Keep the server running afterwards, until Ctrl-C.")
    boolean keep;

    private final Function<StartOptions, RunningServer> starter;

    DemoCommand(Function<StartOptions, RunningServer> starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path template = Path.of(System.getProperty("millrace.home", ".")).resolve(TEMPLATE);
        Path folder = prepare();
        List<Click> source = source(out);
        try (RunningServer server = starter.apply(new StartOptions(
                        StartOptions.DEFAULT_HOST,
                        choosePort(),
                        folder,
                        StartOptions.DEFAULT_LOG,
                        StartOptions.DEFAULT_TABLES,
                        Optional.empty(),
                        Optional.empty()));
                MysfitsStandIn service = new MysfitsStandIn();
                AwsCalls aws = new AwsCalls(server.port())) {
            out.println("Millrace listens on " + aws.url() + ", data in " + folder);
            out.println(
                    "A stand-in for the Mysfits service, which the stack's function asks, listens on " + service.url());
            out.println("Deploying " + TEMPLATE + ":");
            DemoStack stack = deploy(out, aws.url(), template, service.url());
            out.println("Putting each click to " + stack.clicksUrl() + ":");
            long begun = System.nanoTime();
            Delivered delivered = new Demo(aws, stack, out, Terminal.isOne()).run(source);
            report(out, source.size(), delivered, Duration.ofNanos(System.nanoTime() - begun));
            howToLook(out, folder, delivered, aws.url(), stack);
            if (keep) {
                out.println();
                out.println("The server keeps running until Ctrl-C.");
                Shutdown.closeAtExit(server);
                new CountDownLatch(1).await();
            }
            return delivered.isExact() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static DemoStack deploy(PrintWriter out, String url, Path template, String service)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Path scratch = Files.createTempDirectory("millrace-demo");
        try (AwsHttp http = new AwsHttp(URI.create(url), Arn.DEFAULT_REGION)) {
            DemoStack stack = DemoStack.deploy(http, Steps.on(out, Terminal.isOne()), template, scratch, service);
            out.printf(
                    Locale.ROOT,
                    "Stack %s with %d resources is there after %.1f s.%n",
                    DemoStack.NAME,
                    stack.resources(),
                    (System.nanoTime() - begun) / 1e9);
            return stack;
        } finally {
            Folders.delete(scratch);
        }
    }

    /// An empty folder: a new one, or one that an earlier demo made.
    private Path prepare() throws IOException {
        Path folder = data.toAbsolutePath().normalize();
        if (Files.exists(folder.resolve(MARK))) {
            Folders.delete(folder);
        }
        Files.createDirectories(folder);
        try (Stream<Path> present = Files.list(folder)) {
            if (present.findAny().isPresent()) {
                throw new IOException("--data " + folder + " is not empty and no demo made it: name another folder");
            }
        }
        Files.createFile(folder.resolve(MARK));
        return folder;
    }

    private List<Click> source(PrintWriter out) throws IOException {
        Path home = Path.of(System.getProperty("millrace.home", "."));
        Path real = home.resolve(REAL_CLICKS).normalize();
        Optional<Path> file = input.or(() -> Optional.of(real).filter(Files::isReadable));
        if (file.isPresent()) {
            List<Click> read = Demo.clicksOf(file.get());
            out.printf(Locale.ROOT, "%,d clicks of real visitors, from %s%n", read.size(), file.get());
            return read;
        }
        out.printf(Locale.ROOT, "%,d clicks of made-up visitors (--input FILE takes those of an access log)%n", clicks);
        return Demo.madeUpClicks(clicks);
    }

    private int choosePort() throws IOException {
        if (port.isPresent()) {
            return port.get();
        }
        try (ServerSocket free = new ServerSocket(StartOptions.DEFAULT_PORT, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    private static void report(PrintWriter out, int sent, Delivered delivered, Duration time) {
        out.println();
        if (delivered.isExact()) {
            out.printf(
                    Locale.ROOT,
                    "Checked: each of the %,d clicks lies in the bucket exactly once, with the kind of its mysfit,%n"
                            + "in %d objects, after %.1f s.%n",
                    delivered.found(),
                    delivered.keys().size(),
                    time.toMillis() / 1000.0);
        } else {
            out.printf(
                    Locale.ROOT,
                    "WRONG: %,d clicks sent, %,d lost, %,d twice, %,d never sent, %,d not enriched. Please report this.%n",
                    sent,
                    delivered.lost(),
                    delivered.twice(),
                    delivered.strange(),
                    delivered.plain());
        }
    }

    private void howToLook(PrintWriter out, Path folder, Delivered delivered, String url, DemoStack stack)
            throws IOException {
        if (delivered.keys().isEmpty()) {
            return;
        }
        Path file = fileOf(folder, delivered.keys().getFirst());
        out.println();
        out.println("The files are plain ones. Look at them:");
        out.println("  ls " + file.getParent());
        out.println("  head -n 3 " + file);
        out.println();
        if (keep) {
            out.println("Put a click of your own:");
            out.println(
                    "  curl -X PUT -H 'Content-Type: application/json' -d '{\"userId\":\"me\",\"mysfitId\":\"m-04\"}' "
                            + stack.clicksUrl());
            out.println();
        }
        out.println(keep ? "Or as any S3 client would:" : "Or as any S3 client would, with the server started again:");
        if (!keep) {
            out.println("  ./millrace start --data " + folder);
        }
        out.println("  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1");
        out.println("  aws --endpoint-url " + (keep ? url : "http://127.0.0.1:" + StartOptions.DEFAULT_PORT)
                + " s3 ls --recursive s3://" + stack.bucket());
    }

    /// Where an object lies under the data folder: its file has the last part of its key for a name.
    private static Path fileOf(Path folder, String key) throws IOException {
        String name = key.substring(key.lastIndexOf('/') + 1);
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().equals(name))
                    .findFirst()
                    .orElse(folder);
        }
    }
}
