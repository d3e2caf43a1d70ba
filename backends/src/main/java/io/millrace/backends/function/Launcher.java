package io.millrace.backends.function;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.function.RuntimeApi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes processes of functions.
final class Launcher implements Pools.Starter {
    /// Says whose a process is, over a restart of the server: the folder of functions.
    private static final String OWNER = "MILLRACE_FUNCTIONS";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private final ProcessRunner.Ports ports;
    private final FunctionFolders folders;
    private final RuntimeFiles files;
    private final Optional<FunctionUser> user;
    private Commands commands;
    private Scheduler scheduler;

    Launcher(ProcessRunner.Ports ports, FunctionFolders folders, RuntimeFiles files, Optional<FunctionUser> user) {
        this.ports = ports;
        this.folders = folders;
        this.files = files;
        this.user = user;
    }

    /// To be called once, before anything is started.
    void startsFor(Scheduler owner, Commands lines) {
        scheduler = owner;
        commands = lines;
    }

    /// The mark of all processes of this folder.
    String ownerMark() {
        return OWNER + "=" + folders.root();
    }

    @Override
    public FunctionProcess prepare(RunnableFunction function) {
        byte[] random = new byte[16];
        ports.random().nextBytes(random);
        String stream = DAY.format(ports.clock().instant()) + "/[" + function.version() + "]"
                + HexFormat.of().formatHex(random);
        FunctionOutput output = new FunctionOutput(ports.log(), ports.clock(), function, stream);
        return new FunctionProcess(scheduler, function, stream, output);
    }

    /// On a thread of its own: looking for a program, unpacking and forking take their time.
    @Override
    public void start(FunctionProcess process) {
        Thread.ofVirtual().name("function-start").start(() -> {
            try {
                process.launched(launch(process));
            } catch (RequestException | UnavailableException e) {
                scheduler.startFailed(process, e);
            } catch (IOException e) {
                scheduler.startFailed(
                        process,
                        new UnavailableException("A function process could not be started: " + e.getMessage(), e));
            } catch (RuntimeException e) {
                scheduler.startFailed(process, e);
            }
        });
    }

    private Launched launch(FunctionProcess process) throws IOException {
        RunnableFunction function = process.function;
        Program program = commands.program(function);
        FunctionAccess access = ports.access().get();
        String id = process.logStream.substring(process.logStream.indexOf(']') + 1);
        Path scratch = Files.createDirectories(folders.run().resolve(id));
        RuntimeApi.Endpoint endpoint = ports.api().open(process);
        try {
            Path taskRoot = commands.taskRoot(function);
            ProcessBuilder builder = new ProcessBuilder(command(function, program, scratch, access));
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.putAll(new ProcessEnvironment(
                            function,
                            process.logStream,
                            endpoint.address(),
                            taskRoot,
                            commands.opt(function),
                            files.folder(),
                            scratch,
                            access)
                    .variables(program));
            environment.put(OWNER, folders.root().toString());
            process.output.say(ReportLines.initStart(program));
            Process started = builder.directory(taskRoot.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
            boolean memoryWatched =
                    RuntimeName.parse(function.configuration().runtime()).language() != RuntimeName.Language.JAVA;
            String mark = "AWS_LAMBDA_LOG_STREAM_NAME=" + process.logStream;
            return new Launched(started, endpoint, mark, scratch, memoryWatched);
        } catch (IOException | RuntimeException e) {
            endpoint.close();
            FunctionFolders.remove(scratch);
            throw e;
        }
    }

    private List<String> command(RunnableFunction function, Program program, Path scratch, FunctionAccess access)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (user.isPresent()) {
            user.get().own(scratch);
            command.addAll(user.get().prefix());
        }
        command.addAll(commands.command(function, program, scratch, access));
        return command;
    }
}
