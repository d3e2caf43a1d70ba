package io.millrace.backends.function;

import io.millrace.core.function.RuntimeApi;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process as the system has it.
///
/// @param mark `NAME=value` in the environment of it and of all that it starts
/// @param folder its `HOME` and `TMPDIR`
/// @param isMemoryWatched whether it is killed when it holds more than its function may
record Launched(Process process, RuntimeApi.Endpoint endpoint, String mark, Path folder, boolean isMemoryWatched) {
    private static final Logger LOG = LoggerFactory.getLogger(Launched.class);

    /// Kills what it left behind, closes its address, deletes its folder.
    void clear() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        ProcessTree.killMarked(mark);
        endpoint.close();
        try {
            FunctionFolders.remove(folder);
        } catch (IOException e) {
            LOG.warn("The folder {} of a function's process could not be deleted: {}", folder, e.toString());
        }
    }
}
