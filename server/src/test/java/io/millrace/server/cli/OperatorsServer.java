package io.millrace.server.cli;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.store.ObjectFiles;
import io.millrace.server.admin.AdminDoor;
import io.millrace.server.admin.AdminSources;
import io.millrace.server.admin.FunctionStatus;
import io.millrace.server.admin.StreamStatus;
import io.millrace.server.http.HttpListener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The operator's pages over HTTP, with real log groups and whatever status a test puts in.
final class OperatorsServer implements AutoCloseable {
    final List<StreamStatus> streams = new ArrayList<>();
    final List<FunctionStatus> functions = new ArrayList<>();
    final LogGroups groups;

    private final EmbeddedLog log;
    private final HttpListener listener;

    OperatorsServer(Path folder, InstantSource clock) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, clock);
        Catalog catalog = Catalog.open(log);
        groups = LogGroups.open(catalog, log, clock, UUID::randomUUID);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                new AdminDoor(new AdminSources(
                        "1",
                        clock,
                        () -> true,
                        () -> streams,
                        () -> functions,
                        catalog,
                        log,
                        groups,
                        (stream, progress) -> RedriveProgress.NOTHING,
                        (bucket, prefix, startAfter) -> new ObjectFiles.Page(List.of(), Optional.empty()),
                        () -> "")));
    }

    String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    @Override
    public void close() {
        listener.close();
        groups.close();
        log.close();
    }
}
