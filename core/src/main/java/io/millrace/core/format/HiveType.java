package io.millrace.core.format;

import java.util.List;

/// The type of a column, as Hive and AWS Glue write it: `array<struct<a:int,b:decimal(10,2)>>`.
///
/// Unions, intervals and timestamps with a time zone are not among them.
///
/// Source: <https://docs.aws.amazon.com/athena/latest/ug/data-types.html>
public sealed interface HiveType {
    /// Types without parameters.
    enum Primitive implements HiveType {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        FLOAT,
        DOUBLE,
        STRING,
        BINARY,
        DATE,
        TIMESTAMP
    }

    /// @param precision digits in all, 1 to 38
    /// @param scale digits behind the point
    record Decimal(int precision, int scale) implements HiveType {}

    /// `char(n)` and `varchar(n)`.
    ///
    /// @param fixed whether it is `char`: blanks at the end do not count
    /// @param length in characters
    record Characters(boolean fixed, int length) implements HiveType {}

    /// `array<…>`.
    record Sequence(HiveType element) implements HiveType {}

    /// `map<…,…>`.
    ///
    /// @param key never nested
    record Mapping(HiveType key, HiveType value) implements HiveType {}

    /// `struct<name:type,…>`, and the row itself.
    record Struct(List<Field> fields) implements HiveType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /// A member of a struct, or a column of a row.
    record Field(String name, HiveType type) {}

    /// Reads a type.
    ///
    /// @throws IllegalArgumentException saying what is wrong and where
    static HiveType parse(String text) {
        return new HiveTypeParser(text).parse();
    }

    /// The row of a table.
    ///
    /// @throws IllegalArgumentException naming the column whose type cannot be read
    static Struct row(TableSchema schema) {
        return new Struct(schema.columns().stream().map(HiveType::field).toList());
    }

    private static Field field(Column column) {
        try {
            return new Field(column.name(), parse(column.type()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Column " + column.name() + ": " + e.getMessage(), e);
        }
    }
}
