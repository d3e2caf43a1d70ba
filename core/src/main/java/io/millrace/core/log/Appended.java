package io.millrace.core.log;

/// What an append gives back once it is durable: its records lie at `firstOffset`, `firstOffset + 1`, ….
///
/// @param firstOffset offset of the first record of the append
/// @param count how many records it had
/// @param arrivalMillis the arrival time that all of them carry
public record Appended(long firstOffset, int count, long arrivalMillis) {}
