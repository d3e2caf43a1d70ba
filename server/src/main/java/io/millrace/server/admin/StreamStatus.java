package io.millrace.server.admin;

import io.millrace.core.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.Optional;

/// How one delivery stream is doing, counted since the program started.
///
/// @param name its name
/// @param region its region
/// @param recordsIn records acknowledged
/// @param bytesIn their bytes
/// @param oldest when the oldest record that was read and not yet delivered arrived
/// @param delivery what became of them
public record StreamStatus(
        String name, String region, long recordsIn, long bytesIn, Optional<Instant> oldest, DeliveryStatus delivery) {
    /// Records that lie under the error prefix.
    public long failed() {
        return delivery.failedRecords().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
