package io.millrace.server.admin;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.log.EventLog;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.ObjectFiles;
import io.millrace.server.http.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where the [AdminDoor] takes what it shows from.
///
/// @param version of the program
/// @param clock the wall clock
/// @param ready whether requests are taken: false before all is open, and again once the program is told to stop
/// @param streams how each delivery stream is doing, in order of region and name
/// @param functions how each function is doing, in the same order
/// @param catalog which streams there are
/// @param log what is tailed
/// @param logs what functions have logged
/// @param redrive puts the records of a stream's error objects on it again; blocks until all are
/// @param files where objects lie on this machine
/// @param metrics the page for Prometheus
public record AdminSources(
        String version,
        InstantSource clock,
        BooleanSupplier ready,
        Supplier<List<StreamStatus>> streams,
        Supplier<List<FunctionStatus>> functions,
        Catalog catalog,
        EventLog log,
        LogGroups logs,
        BiFunction<DeliveryStream, Consumer<RedriveProgress>, RedriveProgress> redrive,
        ObjectFiles files,
        Supplier<String> metrics) {
    /// The delivery stream that parameters `stream` and `region` name; without a region, the first of that name.
    Optional<DeliveryStream> findStream(Map<String, String> parameters) {
        String region = parameters.getOrDefault("region", "");
        return catalog.list(DeliveryStream.class).stream()
                .filter(stream -> stream.name().equals(parameters.get("stream")))
                .filter(stream -> region.isEmpty() || stream.region().equals(region))
                .findFirst();
    }

    /// The answer when there is none.
    Response noStream(Map<String, String> parameters) {
        return Response.of(
                404,
                "text/plain",
                "No delivery stream '" + parameters.getOrDefault("stream", "")
                        + "'; 'millrace status' lists those that there are\n");
    }
}
