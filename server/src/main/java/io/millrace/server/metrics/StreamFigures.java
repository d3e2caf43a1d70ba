package io.millrace.server.metrics;

/// The numbers of one delivery stream.
///
/// @param name its name
/// @param region its region
/// @param recordsIn records acknowledged since the start
/// @param bytesIn their bytes
/// @param delivered records delivered since the start
/// @param objects objects written for them
/// @param backlog records not yet delivered
/// @param failing whether the last delivery failed
public record StreamFigures(
        String name,
        String region,
        long recordsIn,
        long bytesIn,
        long delivered,
        long objects,
        long backlog,
        boolean failing) {}
