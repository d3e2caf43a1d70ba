package io.millrace.core.resource.firehose;

import java.util.List;
import java.util.Map;

/// How the JSON of records is read: a `Deserializer`.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_Deserializer.html>
public sealed interface InputFormat {
    /// `OpenXJsonSerDe`.
    ///
    /// @param caseInsensitive whether the case of keys does not matter
    /// @param keys the JSON key of columns that are named otherwise
    /// @param dotsToUnderscores whether a dot in a key is an underscore in its column
    record OpenX(boolean caseInsensitive, Map<String, String> keys, boolean dotsToUnderscores) implements InputFormat {
        public OpenX {
            keys = Map.copyOf(keys);
        }
    }

    /// `HiveJsonSerDe`.
    ///
    /// @param timestampFormats patterns in Joda's letters, or `millis`; tried in this order
    record Hive(List<String> timestampFormats) implements InputFormat {
        public Hive {
            timestampFormats = List.copyOf(timestampFormats);
        }
    }
}
