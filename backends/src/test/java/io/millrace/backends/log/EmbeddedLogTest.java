package io.millrace.backends.log;

import io.millrace.core.log.EventLog;
import io.millrace.core.log.EventLogContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLogTest extends EventLogContract {
    @TempDir
    private Path root;

    @Override
    protected EventLog open(InstantSource clock) {
        return EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, root, clock);
    }
}
