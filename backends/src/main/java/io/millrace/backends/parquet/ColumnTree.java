package io.millrace.backends.parquet;

import io.millrace.core.format.HiveType;
import io.millrace.core.format.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/// Takes rows apart into columns with their repetition and definition levels, without the record layer of parquet-java.
/// Owned by one thread.
///
/// Source: <https://parquet.apache.org/docs/file-format/nestedencoding/>
final class ColumnTree {
    private static final int INT96_BYTES = 12;
    private static final long JULIAN_DAY_OF_1970 = 2_440_588;
    private static final long SECONDS_OF_DAY = 86_400;
    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final int NUMBER_BYTES = 8;

    private final Iterator<ColumnWriter> columns;
    private final Node[] members;
    private long valueBytes;

    /// A value of the row, or what is nested in it.
    private sealed interface Node {
        /// @param level at which the value's parent is defined
        void write(Value value, int repetition, int level);

        void writeNull(int repetition, int level);
    }

    /// @param columns in the schema's order
    ColumnTree(HiveType.Struct row, Iterator<ColumnWriter> columns) {
        this.columns = columns;
        members = nodes(row, 0);
    }

    void write(Value row) {
        for (int i = 0; i < members.length; i++) {
            members[i].write(row.child(i), 0, 0);
        }
    }

    /// Bytes of all values so far, roughly.
    long valueBytes() {
        return valueBytes;
    }

    private Node[] nodes(HiveType.Struct struct, int repeated) {
        List<Node> nodes = new ArrayList<>();
        struct.fields().forEach(field -> nodes.add(node(field.type(), repeated)));
        return nodes.toArray(Node[]::new);
    }

    /// @param repeated how many lists and maps are around it
    private Node node(HiveType type, int repeated) {
        return switch (type) {
            case HiveType.Struct struct -> new Group(nodes(struct, repeated));
            case HiveType.Sequence(HiveType element) -> new Sequence(node(element, repeated + 1), repeated + 1);
            case HiveType.Mapping(HiveType key, HiveType value) ->
                new Mapping(leaf(key, 0), node(value, repeated + 1), repeated + 1);
            case HiveType.Primitive ignored -> leaf(type, 1);
            case HiveType.Decimal ignored -> leaf(type, 1);
            case HiveType.Characters ignored -> leaf(type, 1);
        };
    }

    /// @param optional 1, or 0 for what is always there
    private Leaf leaf(HiveType type, int optional) {
        ColumnWriter column = columns.next();
        Put put =
                switch (type) {
                    case HiveType.Decimal(int precision, int scale) -> decimal(ParquetSchemas.decimalBytes(precision));
                    case HiveType.Characters ignored -> ColumnTree::bytes;
                    case HiveType.Primitive primitive -> put(primitive);
                    case HiveType.Struct ignored -> throw new IllegalArgumentException("A struct is no leaf");
                    case HiveType.Sequence ignored -> throw new IllegalArgumentException("A list is no leaf");
                    case HiveType.Mapping ignored -> throw new IllegalArgumentException("A map is no leaf");
                };
        return new Leaf(column, put, optional);
    }

    /// Writes one value that is there.
    @FunctionalInterface
    private interface Put {
        void put(ColumnWriter column, Value value, int repetition, int level);
    }

    private static Put put(HiveType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> (column, value, r, d) -> column.write(value.number() != 0, r, d);
            case TINYINT, SMALLINT, INT, DATE -> (column, value, r, d) -> column.write((int) value.number(), r, d);
            case BIGINT -> (column, value, r, d) -> column.write(value.number(), r, d);
            case FLOAT -> (column, value, r, d) -> column.write((float) value.real(), r, d);
            case DOUBLE -> (column, value, r, d) -> column.write(value.real(), r, d);
            case STRING, BINARY -> ColumnTree::bytes;
            case TIMESTAMP -> ColumnTree::timestamp;
        };
    }

    private static void bytes(ColumnWriter column, Value value, int repetition, int level) {
        column.write(Binary.fromReusedByteArray(value.bytes(), value.offset(), value.length()), repetition, level);
    }

    private static void timestamp(ColumnWriter column, Value value, int repetition, int level) {
        ByteBuffer int96 = ByteBuffer.allocate(INT96_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int96.putLong(Math.floorMod(value.number(), SECONDS_OF_DAY) * NANOS_OF_SECOND + value.nanos());
        int96.putInt((int) (Math.floorDiv(value.number(), SECONDS_OF_DAY) + JULIAN_DAY_OF_1970));
        column.write(Binary.fromConstantByteArray(int96.array()), repetition, level);
    }

    private static Put decimal(int length) {
        return (column, value, r, d) -> {
            byte[] shortest = value.unscaled().toByteArray();
            byte[] padded = new byte[length];
            int blank = length - shortest.length;
            if (shortest[0] < 0) {
                Arrays.fill(padded, 0, blank, (byte) -1);
            }
            System.arraycopy(shortest, 0, padded, blank, shortest.length);
            column.write(Binary.fromConstantByteArray(padded), r, d);
        };
    }

    private final class Leaf implements Node {
        private final ColumnWriter column;
        private final Put put;
        private final int optional;

        Leaf(ColumnWriter column, Put put, int optional) {
            this.column = column;
            this.put = put;
            this.optional = optional;
        }

        @Override
        public void write(Value value, int repetition, int level) {
            if (value.isNull()) {
                column.writeNull(repetition, level);
            } else {
                put.put(column, value, repetition, level + optional);
                valueBytes += NUMBER_BYTES + value.length();
            }
        }

        @Override
        public void writeNull(int repetition, int level) {
            column.writeNull(repetition, level);
        }
    }

    private record Group(Node[] members) implements Node {
        @Override
        public void write(Value value, int repetition, int level) {
            if (value.isNull()) {
                writeNull(repetition, level);
                return;
            }
            for (int i = 0; i < members.length; i++) {
                members[i].write(value.child(i), repetition, level + 1);
            }
        }

        @Override
        public void writeNull(int repetition, int level) {
            for (Node member : members) {
                member.writeNull(repetition, level);
            }
        }
    }

    private record Sequence(Node element, int repeated) implements Node {
        @Override
        public void write(Value value, int repetition, int level) {
            if (value.isNull() || value.length() == 0) {
                writeNull(repetition, value.isNull() ? level : level + 1);
                return;
            }
            for (int i = 0; i < value.length(); i++) {
                element.write(value.child(i), i == 0 ? repetition : repeated, level + 2);
            }
        }

        @Override
        public void writeNull(int repetition, int level) {
            element.writeNull(repetition, level);
        }
    }

    private record Mapping(Node key, Node value, int repeated) implements Node {
        @Override
        public void write(Value map, int repetition, int level) {
            if (map.isNull() || map.length() == 0) {
                writeNull(repetition, map.isNull() ? level : level + 1);
                return;
            }
            for (int i = 0; i < map.length(); i++) {
                int r = i == 0 ? repetition : repeated;
                key.write(map.key(i), r, level + 2);
                value.write(map.entry(i), r, level + 2);
            }
        }

        @Override
        public void writeNull(int repetition, int level) {
            key.writeNull(repetition, level);
            value.writeNull(repetition, level);
        }
    }
}
