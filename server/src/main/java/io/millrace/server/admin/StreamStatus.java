package io.millrace.server.admin;

import java.time.Instant;
import java.util.Optional;

/// How one delivery stream is doing.
///
/// @param name its name
/// @param region its region
/// @param recordsIn records acknowledged since the program started
/// @param bytesIn their bytes
/// @param delivered records that reached the destination since the program started
/// @param objects objects that were written for them
/// @param backlog records that are acknowledged and not yet delivered
/// @param backlogBytes what the stream takes in the log, delivered records that are still kept among them
/// @param oldest when the oldest record of the backlog arrived, where that is known
/// @param lastError why the last delivery failed; empty when it did not
/// @param nextRetry when the failed delivery is tried again
public record StreamStatus(
        String name,
        String region,
        long recordsIn,
        long bytesIn,
        long delivered,
        long objects,
        long backlog,
        long backlogBytes,
        Optional<Instant> oldest,
        Optional<String> lastError,
        Optional<Instant> nextRetry) {}
