package io.millrace.core.logs;

/// An event as it is shown.
///
/// @param stream its log stream
/// @param position its time and place
/// @param ingestedMillis when it arrived, since the epoch
/// @param message without a line end, unless it came with one
public record LogEvent(String stream, Position position, long ingestedMillis, String message) {
    public long timeMillis() {
        return position.timeMillis();
    }
}
