package io.millrace.backends.function;

import io.millrace.core.function.FunctionAccess;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The variables of a function's process, made from nothing: of the server's own none gets in. The function's own come
/// over the defaults, and those that AWS reserves come over them.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>
///
/// @param function what runs
/// @param logStream its own
/// @param runtimeApi host and port
/// @param taskRoot where its code lies
/// @param opt where its layers lie, if it has any
/// @param runtimeFolder where what runs it lies
/// @param scratch its folder for temporary files
/// @param access how it reaches this program
record ProcessEnvironment(
        RunnableFunction function,
        String logStream,
        String runtimeApi,
        Path taskRoot,
        Optional<Path> opt,
        Path runtimeFolder,
        Path scratch,
        FunctionAccess access) {
    private static final String NOT_BY_PROXY = "127.0.0.1,localhost,::1";

    /// @param program whose folder comes first in the PATH
    Map<String, String> variables(Program program) {
        Map<String, String> all = new LinkedHashMap<>();
        putDefaults(all, program);
        putAccess(all);
        all.putAll(function.configuration().environment());
        putReserved(all);
        return all;
    }

    private void putDefaults(Map<String, String> all, Program program) {
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        all.put(
                "PATH",
                program.executable().getParent() + ":/usr/local/bin:/usr/bin:/bin:"
                        + opt.orElse(LayerFolders.OPT).resolve("bin"));
        all.put("LD_LIBRARY_PATH", joined(List.of(taskRoot, taskRoot.resolve("lib")), layered("lib"), List.of()));
        RuntimeName runtime = RuntimeName.parse(function.configuration().runtime());
        all.put(
                "NODE_PATH",
                joined(
                        List.of(taskRoot.resolve("node_modules")),
                        layered("nodejs/node" + runtime.version() + "/node_modules", "nodejs/node_modules"),
                        List.of(runtimeFolder.resolve("node_modules"), taskRoot)));
        all.put(
                "PYTHONPATH",
                joined(
                        List.of(),
                        layered("python/lib/python3." + runtime.version() + "/site-packages", "python"),
                        List.of(runtimeFolder)));
        all.put("HOME", scratch.toString());
        all.put("TMPDIR", scratch.toString());
    }

    /// Folders of the layers, as far as there are layers.
    private List<Path> layered(String... names) {
        return opt.stream()
                .flatMap(folder -> Stream.of(names).map(folder::resolve))
                .toList();
    }

    private static String joined(List<Path> first, List<Path> then, List<Path> last) {
        return Stream.of(first, then, last)
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    private void putAccess(Map<String, String> all) {
        all.put("AWS_ENDPOINT_URL", access.endpoint());
        all.put("HTTPS_PROXY", access.proxy());
        all.put("https_proxy", access.proxy());
        all.put("NO_PROXY", NOT_BY_PROXY);
        all.put("no_proxy", NOT_BY_PROXY);
        String authorities = access.authorities().toString();
        all.put("AWS_CA_BUNDLE", authorities);
        all.put("SSL_CERT_FILE", authorities);
        all.put("REQUESTS_CA_BUNDLE", authorities);
        all.put("NODE_EXTRA_CA_CERTS", access.authority().toString());
    }

    private void putReserved(Map<String, String> all) {
        FunctionConfiguration configuration = function.configuration();
        all.put("_HANDLER", configuration.handler());
        all.put("AWS_REGION", function.region());
        all.put("AWS_DEFAULT_REGION", function.region());
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + configuration.runtime());
        all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        all.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(configuration.memoryMegabytes()));
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        all.put("AWS_ACCESS_KEY_ID", access.credentials().accessKeyId());
        all.put("AWS_SECRET_ACCESS_KEY", access.credentials().secretAccessKey());
        all.put("AWS_SESSION_TOKEN", access.credentials().sessionToken());
        opt.ifPresent(folder -> all.put("MILLRACE_OPT", folder.toString()));
        all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        all.put("LAMBDA_RUNTIME_DIR", runtimeFolder.toString());
    }
}
