package io.millrace.core.delivery.redrive;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells the keys of a stream's error objects from all others: they begin as the error prefix does, have the word of an
/// error type where its expression stands, and end with a name as the stream gives it.
final class ErrorKeys {
    private static final String NAME = "-\\d{1,9}-\\d{4}(?:-\\d{2}){5}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final int NAME_CHARS = "-2026-11-21-08-30-00-00000000-0000-0000-0000-000000000000".length();

    private final String beginning;
    private final String streamName;
    private final Pattern name;

    ErrorKeys(DeliveryStream stream) {
        beginning = stream.destination().naming().errorPrefix().beginning();
        streamName = stream.name();
        name = Pattern.compile(Pattern.quote(streamName) + NAME);
    }

    /// What all of them begin with.
    String beginning() {
        return beginning;
    }

    /// Which error it is of; empty for the key of another object.
    Optional<ErrorType> type(String key) {
        if (!key.startsWith(beginning)) {
            return Optional.empty();
        }
        // The prefix may end in the middle of a path segment, so the name is looked for from the end.
        int from = key.length() - NAME_CHARS;
        int at = from < 0 ? -1 : key.lastIndexOf(streamName + "-", from);
        if (at < beginning.length() || !name.matcher(key.substring(at)).matches()) {
            return Optional.empty();
        }
        String prefix = key.substring(beginning.length(), at);
        for (ErrorType type : ErrorType.values()) {
            if (prefix.contains(type.toString())) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
