package io.millrace.server.query;

import java.util.List;
import java.util.Optional;

/// Prints the rows of a result one after the other.
interface Results {
    /// @param numbers which columns are numbers
    void begin(List<String> names, List<Boolean> numbers);

    /// @param values as text; empty for null
    void row(List<Optional<String>> values);

    void end();
}
