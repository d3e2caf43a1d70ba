package io.millrace.core.table.item;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which attributes are the key of a table or of an index.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_KeySchemaElement.html>
public record KeySchema(KeyAttribute hash, Optional<KeyAttribute> range) {
    /// One attribute of a key.
    public record KeyAttribute(String name, KeyType type) {}

    public List<KeyAttribute> attributes() {
        return Stream.concat(Stream.of(hash), range.stream()).toList();
    }
}
