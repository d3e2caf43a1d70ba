package io.millrace.server.admin;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.core.logs.LogGroups;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Where the [AdminDoor] takes what it shows from.
///
/// @param version of the program
/// @param clock the wall clock
/// @param ready whether requests are taken: false before all is open, and again once the program is told to stop
/// @param streams how each delivery stream is doing, in order of region and name
/// @param catalog which streams there are
/// @param log what is tailed
/// @param logs what functions have logged
/// @param metrics the page for Prometheus
public record AdminSources(
        String version,
        InstantSource clock,
        BooleanSupplier ready,
        Supplier<List<StreamStatus>> streams,
        Catalog catalog,
        EventLog log,
        LogGroups logs,
        Supplier<String> metrics) {}
