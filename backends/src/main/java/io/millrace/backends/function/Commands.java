package io.millrace.backends.function;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.function.RunnableFunction;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line that runs a function. Any thread.
final class Commands {
    /// Of a function's memory, in percent: the rest is for what a JVM needs beside its heap.
    private static final int JAVA_HEAP_PERCENT = 85;

    private static final int NATIVE_ACCESS_SINCE = 17;

    /// Since this version Java keeps libraries out of its own classes, for good.
    ///
    /// Source: <https://openjdk.org/jeps/403>
    private static final int ENCAPSULATED_SINCE = 17;

    /// Into which libraries from before reach by reflection: the AWS SDK 1.11, for one, to make its exceptions.
    private static final List<String> OPEN_PACKAGES = List.of(
            "java.io",
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.math",
            "java.net",
            "java.nio",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch");
    private static final String WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER";
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";

    private final Programs programs;
    private final RuntimeFiles files;
    private final LocalCode code;
    private final LayerFolders layers;

    Commands(Programs programs, RuntimeFiles files, LocalCode code, LayerFolders layers) {
        this.programs = programs;
        this.files = files;
        this.code = code;
        this.layers = layers;
    }

    /// @throws RequestException `InvalidParameterValueException` when this machine cannot run it; without code,
    /// whatever
    /// its code may be
    void require(RunnableFunction function) {
        RuntimeName runtime = RuntimeName.parse(function.configuration().runtime());
        if (runtime.language() != RuntimeName.Language.PROVIDED
                || !function.codeSha256().isEmpty()) {
            program(function);
        }
    }

    /// What runs the function: a program of this machine, or the `bootstrap` in its zip or its layers.
    ///
    /// @throws RequestException `InvalidParameterValueException` when there is none
    Program program(RunnableFunction function) {
        RuntimeName runtime = RuntimeName.parse(function.configuration().runtime());
        return switch (runtime.language()) {
            case JAVA, NODE, PYTHON -> programs.find(runtime);
            case PROVIDED -> bootstrap(function);
        };
    }

    private Program bootstrap(RunnableFunction function) {
        Path own = code(function).resolve("bootstrap");
        Path bootstrap = Files.exists(own)
                ? own
                : layers.opt(function).map(opt -> opt.resolve("bootstrap")).orElse(own);
        if (!Files.isRegularFile(bootstrap) || !Files.isExecutable(bootstrap)) {
            throw new RequestException(
                    "InvalidParameterValueException",
                    "Runtime '" + function.configuration().runtime()
                            + "' runs the file 'bootstrap' at the top of the zip or of a layer; it is "
                            + (Files.exists(bootstrap) ? "there, but not executable" : "not there"));
        }
        return new Program(bootstrap, 0, function.configuration().runtime());
    }

    /// What `LAMBDA_TASK_ROOT` is to the function.
    Path taskRoot(RunnableFunction function) {
        Path own = code(function);
        return RuntimeName.parse(function.configuration().runtime()).language() == RuntimeName.Language.JAVA
                ? layers.opt(function).map(opt -> layers.withJars(own, opt)).orElse(own)
                : own;
    }

    /// What `/opt` is to the function, where it has layers.
    Optional<Path> opt(RunnableFunction function) {
        return layers.opt(function);
    }

    private Path code(RunnableFunction function) {
        return code.unpacked(function.codeSha256())
                .orElseThrow(() -> new RequestException(
                        "InvalidParameterValueException",
                        "The code of the function " + function.name() + " is not here"));
    }

    /// @param scratch the process's folder for temporary files
    List<String> command(RunnableFunction function, Program program, Path scratch, FunctionAccess access) {
        RuntimeName runtime = RuntimeName.parse(function.configuration().runtime());
        List<String> command = new ArrayList<>();
        String executable = program.executable().toString();
        switch (runtime.language()) {
            case JAVA -> {
                wrapper(function).ifPresent(command::add);
                command.add(executable);
                command.addAll(javaOptions(function, program, scratch, access));
                command.addAll(List.of("-cp", files.javaClassPath(), CLIENT + "AWSLambda"));
                command.add(function.configuration().handler());
            }
            case NODE -> {
                wrapper(function).ifPresent(command::add);
                int megabytes = function.configuration().memoryMegabytes();
                command.addAll(List.of(
                        executable,
                        "--max-old-space-size=" + megabytes,
                        files.node().toString()));
            }
            case PYTHON -> {
                wrapper(function).ifPresent(command::add);
                String cache = code.compiled(function.codeSha256()).toString();
                command.addAll(List.of(
                        executable,
                        "-X",
                        "pycache_prefix=" + cache,
                        files.python().toString()));
            }
            case PROVIDED -> command.add(executable);
        }
        return command;
    }

    private Optional<String> wrapper(RunnableFunction function) {
        return Optional.ofNullable(function.configuration().environment().get(WRAPPER))
                .map(path -> LayerFolders.real(path, layers.opt(function)));
    }

    private List<String> javaOptions(RunnableFunction function, Program program, Path scratch, FunctionAccess access) {
        List<String> options = new ArrayList<>();
        options.add("-Xmx" + function.configuration().memoryMegabytes() * JAVA_HEAP_PERCENT / 100 + "m");
        options.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto"));
        if (program.version() >= NATIVE_ACCESS_SINCE) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        options.addAll(openPackages(RuntimeName.parse(function.configuration().runtime()), program));
        options.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + files.javaNative());
        options.add("-Djava.io.tmpdir=" + scratch);
        options.add("-Djavax.net.ssl.trustStore=" + access.trustStore());
        options.add("-Djavax.net.ssl.trustStoreType=PKCS12");
        options.add("-Djavax.net.ssl.trustStorePassword=" + FunctionAccess.TRUST_STORE_PASSWORD);
        URI proxy = URI.create(access.proxy());
        options.add("-Dhttps.proxyHost=" + proxy.getHost());
        options.add("-Dhttps.proxyPort=" + proxy.getPort());
        options.add("-Dhttp.nonProxyHosts=127.*|localhost|[::1]");
        return options;
    }

    /// What was compiled for an older Java finds what was open there.
    private static List<String> openPackages(RuntimeName runtime, Program program) {
        boolean older = runtime.version() < ENCAPSULATED_SINCE && program.version() >= ENCAPSULATED_SINCE;
        return (older ? OPEN_PACKAGES : List.<String>of())
                .stream()
                        .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                        .toList();
    }
}
