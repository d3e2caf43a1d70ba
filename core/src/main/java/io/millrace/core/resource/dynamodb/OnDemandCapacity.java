package io.millrace.core.resource.dynamodb;

import java.util.Optional;

/// The most that a table or global index on demand is to take; kept only.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_OnDemandThroughput.html>
///
/// @param readUnits read request units a second; -1 for no bound
/// @param writeUnits write request units a second; -1 for no bound
public record OnDemandCapacity(Optional<Long> readUnits, Optional<Long> writeUnits) {}
