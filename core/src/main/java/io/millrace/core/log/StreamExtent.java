package io.millrace.core.log;

/// The part of a stream that can be read.
///
/// @param firstOffset the oldest record still kept
/// @param endOffset the offset that the next record will get; equal to `firstOffset` when there is none
/// @param bytes what the stream takes on disk
public record StreamExtent(long firstOffset, long endOffset, long bytes) {}
